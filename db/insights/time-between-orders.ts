import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Period } from './period.ts'

export interface TimeBetweenOrders {
  /** Orders in the range whose customer had ordered before. */
  orders: number
  /** Days since the order before; a quarter, half, three quarters of the orders have no more. Null: none. */
  lowerQuartile: number | null
  median: number | null
  upperQuartile: number | null
  /** Two digits behind the point. */
  mean: string | null
  /** Orders by days since the order before, fewest days first; days that no order has are left out. */
  histogram: { days: number; orders: number }[]
}

/**
 * Days from an order to its customer's next one, for the later orders that lie in the range; 0 is the
 * same day.
 */
export async function timeBetweenOrders(
  trx: TenantTrx,
  { range }: { range: Period },
): Promise<TimeBetweenOrders> {
  const { rows } = await sql<TimeBetweenOrders>`
    with by_days as (
      select g.day - g.earlier_day as days, sum(g.orders) as orders
      from ordering_gaps g
      where g.steps = 1
        and g.earlier_day <= coalesce(${range.to}::date, 'infinity')
        and g.day >= coalesce(${range.from}::date, '-infinity')
        and g.day <= coalesce(${range.to}::date, 'infinity')
      group by 1
      having sum(g.orders) > 0
    ),
    running as (
      select days, orders, sum(orders) over (order by days) as so_far, sum(orders) over () as all_of
      from by_days
    )
    select
      coalesce(sum(orders), 0)::int as orders,
      min(days) filter (where so_far * 4 >= all_of) as "lowerQuartile",
      min(days) filter (where so_far * 2 >= all_of) as median,
      min(days) filter (where so_far * 4 >= all_of * 3) as "upperQuartile",
      round(sum(days * orders) / sum(orders), 2)::text as mean,
      coalesce(
        json_agg(json_build_object('days', days, 'orders', orders) order by days), '[]'
      ) as histogram
    from running
  `.execute(trx)
  const [row] = rows
  if (!row) throw new Error('An aggregate gave no row')
  return row
}
