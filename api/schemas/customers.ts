import { z } from 'zod'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

/** GET /api/customers/top. */
export const TopCustomersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(10),
})

export type TopCustomersQuery = z.infer<typeof TopCustomersQuery>

export const TopCustomer = z
  .object({
    id: z.string().meta({ description: "Shopify's numeric id" }),
    displayName: z.string(),
    totalSpent: Money.meta({ description: 'Lifetime value: total sales of all orders, all time' }),
    ordersCount: z.int(),
    firstOrderAt: z.iso.datetime(),
    lastOrderAt: z.iso.datetime(),
    averageOrderValue: Money,
    shopifyAmountSpent: Money.nullable().meta({ description: "Shopify's own value, which lags" }),
    shopifyOrdersCount: z.int().nullable(),
    shopifyReadAt: z.iso.datetime().nullable().meta({ description: 'When Shopify said so' }),
  })
  .meta({ id: 'TopCustomer' })

export type TopCustomer = z.infer<typeof TopCustomer>

export const TopCustomersResponse = z.object({
  customers: z.array(TopCustomer).meta({ description: 'By totalSpent, then by id' }),
})

export type TopCustomersResponse = z.infer<typeof TopCustomersResponse>

/** Shopify's `CustomerRfmGroup`. */
export const RfmGroup = z
  .enum([
    'CHAMPIONS',
    'LOYAL',
    'ACTIVE',
    'NEW',
    'PROMISING',
    'NEEDS_ATTENTION',
    'ALMOST_LOST',
    'PREVIOUSLY_LOYAL',
    'AT_RISK',
    'DORMANT',
    'PROSPECTS',
  ])
  .meta({ description: 'Shopify’s names; by which cut-offs, GET /api/customers/rfm says' })

export const CustomerId = z
  .string()
  .regex(/^\d{1,18}$/, { error: "must be Shopify's numeric id" })
  .meta({ description: "Shopify's numeric id" })

const cursor = z
  .string()
  .max(2000)
  .optional()
  .meta({ description: '`nextCursor` of the page before' })
const nextCursor = z.string().nullable().meta({ description: 'null: this is the last page' })

/** GET /api/customers. */
export const CustomersQuery = z.object({
  search: z.string().trim().min(1).max(100).optional().meta({
    description:
      'An id, or what a name or its last word begins with; upper case and accents do not matter',
  }),
  sort: z
    .enum(['lifetimeValue', 'orders', 'lastOrder', 'firstOrder', 'difference'])
    .default('lifetimeValue')
    .meta({
      description: 'difference: by its size, and only customers who have one',
    }),
  direction: z.enum(['asc', 'desc']).default('desc'),
  group: RfmGroup.optional().meta({
    description:
      'Only who is in this RFM group now, by the cut-offs that GET /api/customers/rfm states. With it, ' +
      'sort by lifetimeValue, orders or lastOrder. Not PROSPECTS, who have not ordered',
  }),
  limit: z.coerce.number().int().min(1).max(250).default(50),
  cursor,
})

export type CustomersQuery = z.infer<typeof CustomersQuery>

const shopifysValue = {
  shopifyAmountSpent: Money.nullable().meta({ description: "Shopify's own value, which lags" }),
  shopifyOrdersCount: z.int().nullable(),
  shopifyReadAt: z.iso.datetime().nullable().meta({
    description: 'When Shopify said so: its age. A later reading that found the same is not kept',
  }),
  difference: Money.nullable().meta({
    description:
      'Ours less Shopify’s; null where Shopify’s is unknown or the two are not in one currency',
  }),
}

export const CustomerEntry = z
  .object({
    id: CustomerId,
    displayName: z.string().nullable().meta({
      description: 'null where Shopify hides it or the shop does not store names',
    }),
    lifetimeValue: Money,
    orders: z.int().meta({ description: 'In the shop’s currency' }),
    firstOrderAt: z.iso.datetime().nullable().meta({ description: 'null: has not ordered' }),
    lastOrderAt: z.iso.datetime().nullable(),
    daysSinceLastOrder: z.int().nullable().meta({ description: 'In days of the shop’s zone' }),
    averageOrder: Money.nullable(),
    cohortMonth: Day.nullable().meta({ description: 'First day of the month of the first order' }),
    rfmGroup: RfmGroup.nullable().meta({ description: 'null: ordered in other currencies only' }),
    ...shopifysValue,
  })
  .meta({ id: 'CustomerEntry' })

export type CustomerEntry = z.infer<typeof CustomerEntry>

export const CustomersResponse = z.object({
  customers: z.array(CustomerEntry).meta({
    description: 'Who ordered in the shop’s currency; those of one value follow by id',
  }),
  nextCursor,
  metadata: Metadata,
})

export type CustomersResponse = z.infer<typeof CustomersResponse>

/** GET /api/customers/:id. */
export const CustomerParams = z.object({
  id: z.string().meta({ description: "Shopify's numeric id" }),
})

export const CustomerQuery = z.object({
  reversals: Reversals.default('event'),
  limit: z.coerce.number().int().min(1).max(250).default(50).meta({ description: 'Of orders' }),
  cursor,
})

export type CustomerQuery = z.infer<typeof CustomerQuery>

export const CustomerOrder = z
  .object({
    id: z.string().meta({ description: "Shopify's numeric id" }),
    name: z.string(),
    day: Day,
    processedAt: z.iso.datetime(),
    cancelledAt: z.iso.datetime().nullable(),
    ordered: Money.meta({ description: 'Total sales of what was ordered, later edits included' }),
    cameBack: Money.meta({
      description: 'Total sales of what came back; negative. Edits, returns, refunds, cancellation',
    }),
    totalSales: Money.meta({ description: 'The two together' }),
    unitsOrdered: z.int(),
    unitsCameBack: z.int(),
  })
  .meta({ id: 'CustomerOrder' })

export type CustomerOrder = z.infer<typeof CustomerOrder>

export const CustomerResponse = z.object({
  customer: CustomerEntry,
  createdAt: z.iso.datetime().nullable(),
  otherCurrencies: z
    .array(z.object({ lifetimeValue: Money, orders: z.int() }))
    .meta({ description: 'Orders in currencies that the shop no longer uses, never added up' }),
  history: z
    .array(z.object({ month: Day, orders: z.int(), totalSales: Money, lifetimeValue: Money }))
    .meta({ description: 'By month from the first order on; lifetimeValue is the sum so far' }),
  orders: z.array(CustomerOrder).meta({ description: 'The newest first' }),
  nextCursor,
  metadata: Metadata,
})

export type CustomerResponse = z.infer<typeof CustomerResponse>

const interval = (what: string) =>
  z
    .array(
      z.object({
        from: z.number(),
        to: z.number().nullable().meta({ description: 'Not in it; null: no end' }),
        customers: z.int(),
      }),
    )
    .meta({ description: what })

/** GET /api/customers/drift. */
export const CustomerDriftQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(50),
  cursor,
})

export type CustomerDriftQuery = z.infer<typeof CustomerDriftQuery>

export const CustomerDriftResponse = z.object({
  customers: z.int().meta({ description: 'The shop’s customers that are not deleted' }),
  differing: z.int().meta({ description: 'With orders, and another value than Shopify’s' }),
  uncounted: z.array(z.object({ customers: z.int(), shopifyAmountSpent: Money })).meta({
    description:
      'By currency: customers who have spent something, as Shopify says, and of whom no order ' +
      'counts here',
  }),
  notComparable: z.int().meta({
    description: 'With orders in another currency than Shopify’s value, or in two',
  }),
  unknown: z.int().meta({ description: 'Customers of whom Shopify’s value is not known' }),
  byCurrency: z.array(
    z.object({
      customers: z.int(),
      oursHigher: z.int().meta({ description: 'For the others ours is lower' }),
      difference: Money.meta({ description: 'Ours less Shopify’s, added up' }),
      differenceSize: Money.meta({ description: 'Sizes of the differences, added up' }),
      largest: Money.meta({ description: 'The largest size' }),
      sizes: interval('Differing customers by size of the difference, in units of the currency'),
    }),
  ),
  age: z.object({
    oldestReadAt: z.iso.datetime().nullable(),
    newestReadAt: z.iso.datetime().nullable(),
    days: interval('Differing customers by days since Shopify’s value was read'),
  }),
  largest: z.array(CustomerEntry).meta({ description: 'By size of the difference' }),
  nextCursor,
  metadata: Metadata,
})

export type CustomerDriftResponse = z.infer<typeof CustomerDriftResponse>

/** GET /api/customers/rfm. */
export const RfmResponse = z.object({
  customers: z.int().meta({ description: 'With orders in the shop’s currency: who is compared' }),
  otherCurrencyCustomers: z.int().meta({ description: 'With orders in other currencies only' }),
  scores: z
    .array(
      z.object({
        score: z.int().min(2).max(5),
        recency: z
          .object({
            lastOrderSince: z.iso.datetime(),
            days: z.int().meta({ description: 'Days of the shop’s zone from then to today' }),
          })
          .meta({ description: 'Whoever ordered then or later has this score, or a higher one' }),
        frequency: z.object({ ordersAtLeast: z.int() }),
        money: z.object({ moreThan: Money }),
      }),
    )
    .meta({
      description:
        'Where each score begins today; whoever reaches none has 1. Fifths of the shop’s own ' +
        'customers, of whom those with one value have one score. Empty without customers',
    }),
  rules: z
    .array(
      z.object({
        group: RfmGroup,
        recency: z.object({ from: z.int(), to: z.int() }),
        frequencyAndMoney: z.object({ from: z.int(), to: z.int() }).meta({
          description: 'The mean of the two scores, rounded down',
        }),
      }),
    )
    .meta({ description: 'Which scores make a group, both ends included' }),
  groups: z.array(
    z.object({
      group: RfmGroup,
      customers: z.int(),
      share: z
        .number()
        .nullable()
        .meta({ description: 'Of the customers compared; null for PROSPECTS' }),
      orders: z.int(),
      lifetimeValue: Money.meta({ description: 'Of its customers, added up' }),
    }),
  ),
  metadata: Metadata,
})

export type RfmResponse = z.infer<typeof RfmResponse>

/** GET /api/customers/time-between-orders. */
export const TimeBetweenOrdersQuery = z.object(rangeFields).superRefine(endsAfterItBegins)

export type TimeBetweenOrdersQuery = z.infer<typeof TimeBetweenOrdersQuery>

const days = z.int().nullable()

export const TimeBetweenOrdersResponse = z.object({
  orders: z.int().meta({ description: 'In the range, whose customer had ordered before' }),
  lowerQuartile: days.meta({ description: 'Days; a quarter of the orders have no more' }),
  median: days,
  upperQuartile: days,
  mean: z.string().nullable().meta({ description: 'A decimal with two digits' }),
  histogram: z
    .array(z.object({ days: z.int(), orders: z.int() }))
    .meta({ description: 'By days since the order before; days that no order has are left out' }),
  metadata: Metadata,
})

export type TimeBetweenOrdersResponse = z.infer<typeof TimeBetweenOrdersResponse>
