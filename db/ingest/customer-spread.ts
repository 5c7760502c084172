import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant } from './statement.ts'

/**
 * The intervals that a row `v` of `customer_values` lies in, as (measure, bucket). Amounts are in
 * intervals of three digits, so that however they are spread no interval holds many of a shop's
 * customers; the remainder is kept positive because an interval is named by its lower end.
 */
const width = sql`(10 ^ greatest(length(abs(v.spent_rank)::text) - 3, 0))::bigint`
const buckets = sql`(
  select 'spent' as measure, v.spent_rank - mod(mod(v.spent_rank, width) + width, width) as bucket
  from (select ${width} as width offset 0) as of_amount
  union all
  select 'orders', v.orders_count::bigint
  union all
  select 'last_order', floor(extract(epoch from v.last_order_at) / 86400)::bigint
)`

/** `customer_spread` as it should be. */
export const freshSpread = sql`
  select v.currency_code, measure, bucket, count(*) as customers
  from customer_values as v cross join lateral ${buckets} as b
  group by v.currency_code, measure, bucket
`

/**
 * Moves customers between the intervals, given rows of `customer_values` with a weight: 1 for what a
 * row is from now on, −1 for what it was. For use as a CTE: returns the intervals that were touched.
 */
export function moveSpread(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into customer_spread as stored (tenant_id, currency_code, measure, bucket, customers)
    select ${currentTenant}, v.currency_code, measure, bucket, sum(v.weight)
    from ${rows} as v cross join lateral ${buckets} as b
    group by v.currency_code, measure, bucket
    having sum(v.weight) <> 0
    order by v.currency_code, measure, bucket
    on conflict (tenant_id, currency_code, measure, bucket)
      do update set customers = stored.customers + excluded.customers
    returning currency_code, measure, bucket, customers
  `
}

/** Intervals that hold nobody any more, as rows in JSON; null: there are none. */
export type EmptyIntervals = string | null

/** What a CTE of `moveSpread` emptied. */
export function intervalsEmptiedBy(written: string): RawBuilder<unknown> {
  return sql`(
    select json_agg(w)::text from ${sql.table(written)} as w where customers = 0
  )`
}

export async function removeEmptyIntervals(trx: TenantTrx, emptied: EmptyIntervals): Promise<void> {
  if (emptied === null) return
  await sql`
    delete from customer_spread
    where ctid = any(array(
      select place
      from json_to_recordset(${emptied}::json) as r (currency_code text, measure text, bucket bigint)
      cross join lateral (
        select ctid as place from customer_spread as s
        where s.currency_code = r.currency_code and s.measure = r.measure and s.bucket = r.bucket
        offset 0
      ) as known
    ))
  `.execute(trx)
}
