import { z } from 'zod'
import { CustomerId } from './customers.ts'
import { filterFields } from './filters.ts'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields } from './range.ts'

/** Shopify adds values from time to time. */
const status = z
  .string()
  .regex(/^[A-Z_]{1,40}$/, { error: 'must be a status as Shopify writes it' })

export const OrderState = z.enum(['open', 'cancelled', 'test', 'deleted'])

export type OrderState = z.infer<typeof OrderState>

export const OrderKind = z.enum(['refunded', 'edited', 'unbalanced'])

export type OrderKind = z.infer<typeof OrderKind>

/** GET /api/orders/list. Both days left out: all time. */
export const OrderListQuery = z
  .object({
    ...rangeFields,
    search: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((value) => !value.includes('\0'), { error: 'must not hold a NUL character' })
      .optional()
      .meta({
        description:
          'What an order’s name begins with (the # may be left out; only the whole name where more ' +
          'than 5,000 begin so), Shopify’s numeric id, or whom a search of /api/customers means',
      }),
    customer: CustomerId.optional().meta({
      description: 'Only this customer’s: Shopify’s numeric id',
    }),
    financialStatus: status.optional().meta({
      description: 'Shopify’s displayFinancialStatus',
      examples: ['PAID', 'PARTIALLY_REFUNDED'],
    }),
    fulfillmentStatus: status.optional().meta({
      description: 'Shopify’s displayFulfillmentStatus',
      examples: ['UNFULFILLED', 'FULFILLED'],
    }),
    channel: filterFields.channel,
    country: filterFields.country,
    state: OrderState.optional().meta({
      description:
        'open: neither cancelled nor a test; deleted: at Shopify. Left out: all but those deleted',
    }),
    kind: OrderKind.optional().meta({
      description:
        'refunded: money was given back; edited: lines or prices were changed afterwards; ' +
        'unbalanced: the ledger does not add up to Shopify’s current total',
    }),
    sort: z.enum(['processedAt', 'currentTotal']).default('processedAt').meta({
      description: 'currentTotal: amounts of several currencies are compared as numbers',
    }),
    direction: z.enum(['asc', 'desc']).default('desc'),
    limit: z.coerce.number().int().min(1).max(250).default(50),
    cursor: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: '`nextCursor` of the page before' }),
  })
  .superRefine(endsAfterItBegins)

export type OrderListQuery = z.infer<typeof OrderListQuery>

/** A value that can be filtered by, with what it is called. */
const Named = z.object({
  value: z.string().meta({ description: 'As the filter takes it' }),
  name: z.string(),
})

/** What a list and an order's own page say of it. */
export const orderFields = {
  id: z.string().meta({ description: "Shopify's numeric id" }),
  name: z.string().meta({ examples: ['#1001'] }),
  processedAt: z.iso.datetime().meta({ description: 'The order date' }),
  day: Day.meta({ description: 'The order date as a day in the shop’s zone' }),
  customer: z
    .object({
      id: CustomerId,
      displayName: z.string().nullable().meta({
        description: 'null where Shopify hides it or the shop does not store names',
      }),
    })
    .nullable()
    .meta({ description: 'null: a guest, or the customer was deleted at Shopify' }),
  financialStatus: z.string().nullable(),
  fulfillmentStatus: z.string().nullable(),
  channel: Named,
  country: Named,
  totalSales: Money.meta({ description: 'Of the order’s ledger, without tips and gift cards' }),
  presentmentTotal: Money.nullable().meta({
    description: 'totalSales as the customer saw it; null where that is the same currency',
  }),
  currentTotal: Money.meta({ description: 'Shopify’s own: currentTotalPriceSet' }),
  units: z.int().meta({ description: 'Of products, less those that came back' }),
  flags: z.object({
    test: z.boolean().meta({ description: 'Counts nowhere' }),
    cancelled: z.boolean(),
    deleted: z.boolean().meta({ description: 'At Shopify; counts nowhere' }),
    edited: z.boolean(),
    refunded: z.boolean(),
    unbalanced: z.boolean(),
  }),
}

export const OrderListEntry = z.object(orderFields).meta({ id: 'OrderListEntry' })

export type OrderListEntry = z.infer<typeof OrderListEntry>

export const OrderListResponse = z.object({
  orders: z.array(OrderListEntry).meta({ description: 'Those of one value follow by id' }),
  hasMore: z.boolean(),
  nextCursor: z.string().nullable().meta({ description: 'null: this is the last page' }),
  metadata: Metadata,
})

export type OrderListResponse = z.infer<typeof OrderListResponse>
