import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { RfmCutOffs } from './rfm-group.ts'

/**
 * What divides the customers with orders in the shop's currency into fifths today. With n customers,
 * a score of s or more has
 * - recency: whose last order fewer than (6 − s) · n ÷ 5 customers have a later one than;
 * - frequency, money: with fewer orders, or less spent, than whom there are (s − 1) · n ÷ 5 or more.
 * So customers of one value have one score, and no score above 1 goes to more than its share.
 *
 * `customer_spread` says in which narrow interval such a customer lies; only those in it are read.
 */
export async function rfmCutOffs(
  trx: TenantTrx,
  { currencyCode }: { currencyCode: string },
): Promise<RfmCutOffs> {
  const { rows } = await sql<RfmCutOffs>`
    with spread as (
      select measure, bucket, customers,
        sum(customers) over (partition by measure order by bucket) - customers as below
      from customer_spread
      where currency_code = ${currencyCode}
    ),
    total as (
      select coalesce(sum(customers), 0)::bigint as n from spread where measure = 'orders'
    ),
    -- Places count from the lowest value, or rank, up; division rounds up.
    wanted as (
      select measure, score, place
      from total
      cross join generate_series(2, 5) as s (score)
      cross join lateral (values
        ('last_order', n - ((6 - score) * n + 4) / 5),
        ('orders', ((score - 1) * n + 4) / 5 - 1),
        ('spent', n - ((score - 1) * n + 4) / 5)
      ) as p (measure, place)
      where n > 0
    ),
    found as (
      select wanted.measure, score, bucket, place - below as skipped
      from wanted
      join spread on spread.measure = wanted.measure
        and place >= below and place < below + customers
    ),
    cut as (
      select measure, score, bucket as orders, last_order_at, spent_rank
      from found
      left join lateral (
        select v.last_order_at
        from customer_values v
        where measure = 'last_order'
          and v.currency_code = ${currencyCode}
          and v.last_order_at >= to_timestamp(bucket * 86400)
        order by v.last_order_at, v.customer_id
        offset skipped
        limit 1
      ) as last_order on true
      left join lateral (
        select v.spent_rank
        from customer_values v
        where measure = 'spent' and v.currency_code = ${currencyCode} and v.spent_rank >= bucket
        order by v.spent_rank, v.customer_id
        offset skipped
        limit 1
      ) as spent on true
    )
    select
      (select n::int from total) as customers,
      json_agg((last_order_at at time zone 'UTC')::text || '+00' order by score) filter (where measure = 'last_order')
        as recency,
      json_agg(orders order by score) filter (where measure = 'orders') as frequency,
      json_agg(spent_rank::text order by score) filter (where measure = 'spent') as "moneyRank",
      json_agg((spent_rank / -10000.0)::text order by score) filter (where measure = 'spent')
        as money
    from cut
  `.execute(trx)
  const [cutOffs] = rows
  if (!cutOffs) throw new Error('An aggregate gave no row')
  return cutOffs
}
