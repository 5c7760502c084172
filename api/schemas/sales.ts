import { z } from 'zod'
import { filterFields } from './filters.ts'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Interval, OrdersBucket, SalesSums, salesSums } from './orders.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

const By = z.enum(['channel', 'country', 'customerType', 'presentmentCurrency', 'product'], {
  error: 'must be channel, country, customerType, presentmentCurrency or product',
})

/** GET /api/sales. Both days left out: all time. */
export const SalesQuery = z
  .object({
    by: By.meta({ description: 'What the sales are split by' }),
    ...rangeFields,
    interval: Interval.optional().meta({
      description:
        'Gives each row its `history` as well; not by product. A day that is left out is then as in ' +
        '/api/orders',
    }),
    reversals: Reversals.default('event'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(250)
      .default(50)
      .meta({ description: 'By product: so many of them one by one, the others together' }),
    ...filterFields,
  })
  .superRefine(endsAfterItBegins)

export type SalesQuery = z.infer<typeof SalesQuery>

/** What every row has. */
const productSums = {
  units: salesSums.units,
  netSales: Money,
  grossSales: Money,
  discounts: Money,
  returns: Money,
}

const { units: _units, netSales: _net, grossSales: _gross, ...others } = salesSums
const { discounts: _discounts, returns: _returns, ...wholeOrders } = others

export const SalesRow = z
  .object({
    kind: z.enum(['value', 'other', 'adjustment']).meta({
      description:
        'value: one value of what is split by. By product also other: the products beyond `limit` ' +
        'together; adjustment: what refunds gave back beyond the worth of their lines, which belongs ' +
        'to no product',
    }),
    key: z
      .string()
      .nullable()
      .meta({
        description:
          'What the filter of this name lets through, empty where nothing was named; by product the ' +
          'numeric id, 0 for lines that name no product. null: no single value',
      }),
    name: z.string().meta({ description: 'For a person' }),
    ...productSums,
    ...z.object(wholeOrders).partial().shape,
    history: z
      .array(OrdersBucket)
      .optional()
      .meta({ description: 'With `interval`: as in /api/orders, at the same places in each row' }),
  })
  .meta({
    id: 'SalesRow',
    description:
      'By product only units and net sales with their parts are known: orders and shipping belong ' +
      'to no single product',
  })

export type SalesRow = z.infer<typeof SalesRow>

export const SalesResponse = z.object({
  by: By,
  rows: z.array(SalesRow).meta({
    description:
      'By total sales (by product: net sales), the largest first. They add up to `total`',
  }),
  total: SalesSums.meta({ description: 'The same as without `by`' }),
  range: z
    .object({ from: Day, to: Day, interval: Interval, timeZone: z.string() })
    .nullable()
    .meta({ description: 'Of the histories; null without `interval`' }),
  metadata: Metadata,
})

export type SalesResponse = z.infer<typeof SalesResponse>

const values = (what: string) =>
  z
    .array(z.object({ value: z.string(), name: z.string(), orders: z.int() }))
    .meta({ description: `${what}, by number of orders` })

/** GET /api/sales/filters: what the filters can be set to. */
export const SalesFiltersResponse = z.object({
  channel: values('Sales channels; the empty one stands for orders without'),
  country: values('Countries; the empty one stands for orders of which it is not known'),
  customerType: values('new, returning, guest'),
  presentmentCurrency: values('Currencies that customers saw'),
})

export type SalesFiltersResponse = z.infer<typeof SalesFiltersResponse>
