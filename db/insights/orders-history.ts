import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Reversals } from './period.ts'
import { type SalesSums, salesSums, shopTerms } from './sales-sums.ts'

export interface OrdersHistoryInput {
  range: ClosedPeriod
  interval: 'day' | 'week' | 'month'
  reversals: Reversals
  currencyCode: string
}

/** `date` is the bucket's first day, even where the range begins later. */
export type OrdersHistoryBucket = SalesSums & { date: string; orders: number }

/**
 * The day rollups in buckets, oldest first, those without sales included. Weeks begin on Monday;
 * a bucket that the range cuts holds only the days inside.
 */
export async function ordersHistory(
  trx: TenantTrx,
  { range, interval, reversals, currencyCode }: OrdersHistoryInput,
): Promise<OrdersHistoryBucket[]> {
  const { rows } = await sql<OrdersHistoryBucket>`
    with ${shopTerms(currencyCode)},
    d as (
      select date_trunc(${interval}, d.day::timestamp) as bucket, d.*
      from daily_sales d
      where d.reversals = ${reversals}
        and d.day >= ${range.from}::date
        and d.day <= ${range.to}::date
    )
    select
      b.bucket::date::text as date,
      coalesce(sum(d.orders), 0)::int as orders,
      ${salesSums()}
    from generate_series(
      date_trunc(${interval}, ${range.from}::date::timestamp),
      ${range.to}::date::timestamp,
      ('1 ' || ${interval})::interval
    ) as b (bucket)
    cross join shop
    left join d on d.bucket = b.bucket
    group by b.bucket, shop.digits
    order by b.bucket
  `.execute(trx)
  return rows
}
