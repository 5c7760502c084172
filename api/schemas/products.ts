import { z } from 'zod'
import { Compare } from './filters.ts'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Interval } from './orders.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

/** Postgres' text holds every character but NUL. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => !value.includes('\0'), { error: 'must not hold a NUL character' })

/** Shopify's numeric id, within Postgres' bigint. */
export const ProductId = z
  .string()
  .regex(/^\d{1,18}$/, { error: "must be Shopify's numeric id" })
  .meta({ description: "Shopify's numeric id; 0 stands for lines that name no product" })

const sorts = [
  'netSales',
  'grossSales',
  'discounts',
  'returns',
  'unitsSold',
  'unitsReturned',
  'returnedUnitsShare',
  'returnedSalesShare',
  'lastSoldOn',
  'title',
] as const

/** What product figures are not kept by: said in words, so that nobody takes them for filtered. */
const notKept = (name: string) =>
  z
    .never({
      error:
        `is not possible for products: what each of them sold is kept by day, not by ${name}. For one ` +
        'product, /api/stats and /api/sales take it together with `product`',
    })
    .optional()
    .meta({
      description:
        `Refused: what each product sold is kept by day, not by ${name}. For one product, /api/stats and ` +
        '/api/sales take it together with `product`',
    })

const refusedFilters = {
  channel: notKept('channel'),
  customerType: notKept('customer type'),
  presentmentCurrency: notKept('currency of presentment'),
  country: notKept('country'),
}

/** GET /api/products. Both days left out: all time. */
export const ProductsQuery = z
  .object({
    ...rangeFields,
    reversals: Reversals.default('event'),
    by: z.enum(['product', 'variant']).default('product'),
    show: z
      .enum(['sold', 'live'])
      .default('sold')
      .meta({
        description:
          'sold: whatever counted in the range, what names no product included, so that the rows ' +
          'add up to the total; live: what is for sale now, also what was not sold in the range',
      }),
    sort: z.enum(sorts).default('netSales').meta({
      description:
        'unitsSold with direction desc: top movers; show=live, unitsSold, asc: slow ones',
    }),
    direction: z.enum(['asc', 'desc']).optional().meta({
      description: 'Left out: desc, for the title asc',
    }),
    search: text.optional().meta({ description: 'A part of a title, vendor, type or SKU' }),
    vendor: text.optional(),
    productType: text.optional(),
    product: ProductId.optional(),
    compare: Compare.optional(),
    limit: z.coerce.number().int().min(1).max(250).default(50),
    cursor: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: '`nextCursor` of the page before' }),
    ...refusedFilters,
  })
  .superRefine(endsAfterItBegins)

export type ProductsQuery = z.infer<typeof ProductsQuery>

const share = (of: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${of}; null when nothing was sold. Above 1 when more came back` })

/** Figures of products. Money is in the shop's currency; units are those of all currencies. */
const productFigures = {
  unitsSold: z
    .number()
    .int()
    .meta({ description: 'Units of lines ordered, added by edits included' }),
  unitsReturned: z.number().int().meta({
    description: 'Units that came back by edits, returns, refunds and cancellations',
  }),
  grossSales: Money,
  discounts: Money.meta({ description: 'Negative as a rule' }),
  returns: Money.meta({ description: 'Sales reversals of product lines, negative as a rule' }),
  netSales: Money.meta({ description: 'Gross sales + discounts + returns' }),
  returnedUnitsShare: share('Units returned ÷ units sold'),
  returnedSalesShare: share('Minus returns ÷ (gross sales + discounts)'),
}

const lastSold = {
  lastSoldOn: Day.nullable().meta({
    description: 'The last day on which units were sold, whatever the range; null: never',
  }),
  daysSinceLastSale: z.number().int().nullable(),
}

const about = {
  id: ProductId,
  title: z.string(),
  vendor: z.string().nullable(),
  productType: z.string().nullable(),
  state: z.string().meta({
    description:
      "Shopify's status in small letters, deleted, or unknown where the mirror has no such product",
    examples: ['active', 'draft', 'archived', 'unlisted', 'deleted', 'unknown'],
  }),
  ...lastSold,
}

const measures = z.object(productFigures)

export const Product = z
  .object({
    ...about,
    variantId: z
      .string()
      .nullable()
      .meta({ description: 'By variant only; 0 stands for lines that name none' }),
    variantTitle: z.string().nullable(),
    sku: z.string().nullable(),
    ...productFigures,
    previous: measures.nullable().meta({
      description: 'As many days just before; null where it was not asked for',
    }),
    year: measures.nullable().meta({
      description: 'The same days one year earlier; null where it was not asked for',
    }),
  })
  .meta({ id: 'Product' })

export type Product = z.infer<typeof Product>

const range = z.object({ from: Day.nullable(), to: Day.nullable(), timeZone: z.string() }).meta({
  description: 'An end that was left out is null, which means open',
})

const total = z
  .object({ rows: z.number().int(), ...productFigures })
  .meta({ description: 'Of all pages; without filters: of all product lines in the range' })

const earlier = z.object({ from: Day, to: Day, total }).nullable()

export const ProductsResponse = z.object({
  range,
  products: z.array(Product),
  total,
  previous: earlier.meta({
    description: 'What is listed in the period before; null where it was not asked for',
  }),
  year: earlier.meta({
    description: 'What is listed in the year before; null where it was not asked for',
  }),
  nextCursor: z.string().nullable().meta({ description: 'null: this was the last page' }),
  metadata: Metadata,
})

export type ProductsResponse = z.infer<typeof ProductsResponse>

const values = (what: string) =>
  z
    .array(z.object({ value: z.string(), products: z.int() }))
    .meta({ description: `${what}, by number of products` })

/** GET /api/products/filters: what the filters of the list can be set to. */
export const ProductFiltersResponse = z.object({
  vendor: values('Vendors'),
  productType: values('Types'),
})

export type ProductFiltersResponse = z.infer<typeof ProductFiltersResponse>

/** GET /api/products/:id. Both days left out: the last 30 days. */
export const ProductQuery = z
  .object({
    ...rangeFields,
    interval: Interval.default('day'),
    reversals: Reversals.default('event'),
    ...refusedFilters,
  })
  .superRefine(endsAfterItBegins)

export type ProductQuery = z.infer<typeof ProductQuery>

export const ProductParams = z.object({ id: ProductId })

export const ProductResponse = z.object({
  range: z.object({ from: Day, to: Day, interval: Interval, timeZone: z.string() }),
  product: z
    .object({ ...about, handle: z.string().nullable(), ...productFigures })
    .meta({ description: 'With its figures in the range' }),
  variants: z
    .array(
      z.object({
        id: z.string().meta({ description: '0 stands for lines that name no variant' }),
        title: z.string().nullable(),
        sku: z.string().nullable(),
        price: Money.nullable().meta({ description: "Today's" }),
        ...lastSold,
        ...productFigures,
      }),
    )
    .meta({ description: "In the shop's order, those without sales in the range too" }),
  history: z.array(z.object({ date: Day, ...productFigures })).meta({
    description: 'Oldest first, buckets without sales included; weeks begin on Monday',
  }),
  metadata: Metadata,
})

export type ProductResponse = z.infer<typeof ProductResponse>
