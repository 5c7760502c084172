import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { plannedFor } from './few-changes.ts'
import { currentTenant, lookedUp } from './statement.ts'

/** A part of `customer_spread`, as rows in JSON. */
export type Spread = string

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

/** `customer_spread` as it should be, of these customers alone or of all. */
export function freshSpread(customers: readonly string[] | 'all'): RawBuilder<unknown> {
  const values =
    customers === 'all'
      ? sql`customer_values`
      : lookedUp('customer_values', 'customer_id', customers)
  return sql`
    select v.currency_code, measure, bucket, count(*) as customers
    from ${values} as v cross join lateral ${buckets} as b
    group by v.currency_code, measure, bucket
  `
}

/** What these customers add to `customer_spread` now, to be taken away once they have changed. */
export async function readSpread(trx: TenantTrx, customers: readonly string[]): Promise<Spread> {
  if (customers.length === 0) return '[]'
  const { rows } = await sql<{ spread: Spread | null }>`${plannedFor(customers)}
    select json_agg(fresh)::text as spread from (${freshSpread(customers)}) as fresh
  `.execute(trx)
  return rows[0]?.spread ?? '[]'
}

/** Adds to `customer_spread` what these customers add to it now, less what they did before. */
export async function moveSpread(
  trx: TenantTrx,
  customers: readonly string[],
  before: Spread,
): Promise<void> {
  if (customers.length === 0) return
  const { rows } = await sql<{ emptied: Spread | null }>`${plannedFor(customers)}
    with written as (
      insert into customer_spread as stored (tenant_id, currency_code, measure, bucket, customers)
      select ${currentTenant}, currency_code, measure, bucket, sum(customers)
      from (
        ${freshSpread(customers)}
        union all
        select currency_code, measure, bucket, -customers from ${rowsOf(before)}
      ) as moved
      group by currency_code, measure, bucket
      having sum(customers) <> 0
      order by currency_code, measure, bucket
      on conflict (tenant_id, currency_code, measure, bucket)
        do update set customers = stored.customers + excluded.customers
      returning currency_code, measure, bucket, customers
    )
    select json_agg(written)::text as emptied from written where customers = 0
  `.execute(trx)
  const emptied = rows[0]?.emptied ?? null
  if (emptied === null) return
  await sql`
    delete from customer_spread
    where ctid = any(array(
      select place from ${rowsOf(emptied)}
      cross join lateral (
        select ctid as place from customer_spread as s
        where s.currency_code = r.currency_code and s.measure = r.measure and s.bucket = r.bucket
        offset 0
      ) as known
    ))
  `.execute(trx)
}

const rowsOf = (spread: Spread): RawBuilder<unknown> => sql`
  json_to_recordset(${spread}::json)
    as r (currency_code text, measure text, bucket bigint, customers bigint)
`
