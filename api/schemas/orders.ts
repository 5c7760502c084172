import { z } from 'zod'
import { Compare, filterFields } from './filters.ts'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'
import { whoOrdered } from './stats.ts'

export const Interval = z.enum(['day', 'week', 'month'])

export type Interval = z.infer<typeof Interval>

/** GET /api/orders. Both days left out: the last 30 days. */
export const OrdersQuery = z
  .object({
    ...rangeFields,
    interval: Interval.default('day'),
    reversals: Reversals.default('event'),
    ...filterFields,
    compare: Compare.optional(),
  })
  .superRefine(endsAfterItBegins)

export type OrdersQuery = z.infer<typeof OrdersQuery>

/** Sums over some days. Money is in the shop's currency. */
export const salesSums = {
  orders: z.int(),
  units: z.int(),
  totalSales: Money,
  netSales: Money,
  grossSales: Money,
  discounts: Money,
  returns: Money,
  shipping: Money,
  duties: Money,
  fees: Money,
  taxes: Money,
  tips: Money,
  tipTaxes: Money,
  giftCards: Money,
  giftCardTaxes: Money,
  averageOrderValue: Money,
}

export const SalesSums = z.object(salesSums).meta({ id: 'SalesSums' })

export type SalesSums = z.infer<typeof SalesSums>

/** Who ordered in a bucket; null where `metadata.untold` says why. */
const whoOrderedOrUntold = {
  orderingCustomers: whoOrdered.orderingCustomers.nullable(),
  guestOrders: whoOrdered.guestOrders.nullable(),
  newCustomers: whoOrdered.newCustomers.nullable(),
  returningCustomers: whoOrdered.returningCustomers.nullable(),
  returningCustomerRate: whoOrdered.returningCustomerRate,
  repeatPurchaseRate: whoOrdered.repeatPurchaseRate,
}

export const OrdersBucket = z
  .object({
    date: Day.meta({
      description:
        "The bucket's first day: a Monday for weeks, the 1st for months, even where the range " +
        'begins later; a bucket that the range cuts holds only the days inside',
    }),
    ...salesSums,
    ...z.object(whoOrderedOrUntold).partial().shape,
  })
  .meta({
    id: 'OrdersBucket',
    description:
      'Who ordered, from `orderingCustomers` to `repeatPurchaseRate`, is told by /api/orders only. With ' +
      'filters some of it is null: `metadata.untold` names the fields and says why, and /api/stats has ' +
      'them for one range at a time. ' +
      'Customers are distinct within the bucket: buckets do not add up to the range',
  })

export type OrdersBucket = z.infer<typeof OrdersBucket>

const ComparedHistory = z
  .object({
    from: Day,
    to: Day,
    totals: SalesSums,
    history: z.array(OrdersBucket.nullable()).meta({
      description:
        'As many as `history` of the answer, and each faces the one at its place: the period is cut ' +
        'where the range is. `date` is the first of its own days. null: February 29, which the year ' +
        'before does not have',
    }),
  })
  .meta({ id: 'ComparedHistory' })

export type ComparedHistory = z.infer<typeof ComparedHistory>

export const OrdersResponse = z.object({
  range: z.object({ from: Day, to: Day, interval: Interval, timeZone: z.string() }),
  history: z.array(OrdersBucket).meta({ description: 'Oldest first, days without sales included' }),
  totals: SalesSums.meta({ description: 'Of the whole range' }),
  previous: ComparedHistory.nullable().meta({
    description: 'As many days just before; null where it was not asked for',
  }),
  year: ComparedHistory.nullable().meta({
    description: 'The same days one year earlier; null where it was not asked for',
  }),
  metadata: Metadata,
})

export type OrdersResponse = z.infer<typeof OrdersResponse>
