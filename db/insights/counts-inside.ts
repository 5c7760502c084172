import { type RawBuilder, sql } from 'kysely'
import type { CustomerType } from '../schema/daily-segment-sales.ts'

/**
 * `counts` of each row `p` of `periods`, which is short: by pairs of days that lie inside it, on which a
 * customer's order and the one before it (`previous`), or the one before that (`second_previous`), lie.
 * Of a customer's orders inside a period all but the first have their predecessor inside too, so that
 *
 *   ordering  = orders of customers - orders whose previous one lies inside
 *   repeating = orders whose previous one lies inside - orders whose second previous one does
 *   returning = ordering - first orders + second orders whose first one lies inside
 *
 * Each period, and each of its days, is looked up by itself: its pairs come in a row in the index.
 */
export function countsInside(customerType?: CustomerType): RawBuilder<unknown> {
  return sql`counts as (
      select
        p.place,
        ${customerType === undefined ? OF_ALL : OF_TYPE[customerType]}
      from periods p
      cross join lateral (
        select
          coalesce(sum(o.guest_orders), 0) as guests,
          coalesce(sum(o.first_orders), 0) as first,
          coalesce(sum(o.orders_of_customers), 0) as orders,
          coalesce(sum(g.previous), 0) as previous,
          coalesce(sum(g.seconds), 0) as seconds,
          coalesce(sum(g.second_previous), 0) as second_previous
        from daily_ordering o
        cross join lateral (
          select
            sum(orders) filter (where steps = 1) as previous,
            sum(second_orders) filter (where steps = 1) as seconds,
            sum(orders) filter (where steps = 2) as second_previous
          from ordering_gaps
          where steps in (1, 2) and earlier_day = o.day and day >= o.day and day <= p.to_day
        ) as g
        where o.day >= p.from_day and o.day <= p.to_day
        offset 0
      ) as d
    )`
}

const OF_ALL = sql`d.guests,
        d.first as new_customers,
        d.orders - d.previous as ordering,
        d.previous - d.second_previous as repeating_customers,
        d.orders - d.previous - d.first + d.seconds as returning_customers`

/**
 * The same of the orders of one type. Who placed two later ones is not known: it takes the third orders
 * ever, which the rollup does not tell apart.
 */
const OF_TYPE: Record<CustomerType, RawBuilder<unknown>> = {
  guest: sql`d.guests,
        0 as new_customers,
        0 as ordering,
        0 as repeating_customers,
        0 as returning_customers`,
  new: sql`0 as guests,
        d.first as new_customers,
        d.first as ordering,
        0 as repeating_customers,
        d.seconds as returning_customers`,
  returning: sql`0 as guests,
        0 as new_customers,
        d.orders - d.previous - d.first + d.seconds as ordering,
        null::int as repeating_customers,
        d.orders - d.previous - d.first + d.seconds as returning_customers`,
}
