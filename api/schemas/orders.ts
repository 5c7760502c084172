import { z } from 'zod'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

export const Interval = z.enum(['day', 'week', 'month'])

export type Interval = z.infer<typeof Interval>

/** GET /api/orders. Both days left out: the last 30 days. */
export const OrdersQuery = z
  .object({
    ...rangeFields,
    interval: Interval.default('day'),
    reversals: Reversals.default('event'),
  })
  .superRefine(endsAfterItBegins)

export const OrdersBucket = z
  .object({
    date: Day.meta({
      description:
        "The bucket's first day: a Monday for weeks, the 1st for months, even where the range " +
        'begins later; a bucket that the range cuts holds only the days inside',
    }),
    orders: z.int(),
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
    giftCards: Money,
    averageOrderValue: Money,
  })
  .meta({ id: 'OrdersBucket' })

export type OrdersBucket = z.infer<typeof OrdersBucket>

export const OrdersResponse = z.object({
  range: z.object({ from: Day, to: Day, interval: Interval, timeZone: z.string() }),
  history: z.array(OrdersBucket).meta({ description: 'Oldest first, days without sales included' }),
})

export type OrdersResponse = z.infer<typeof OrdersResponse>
