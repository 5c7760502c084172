import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { type CustomerFigures, customerRates } from './customer-figures.ts'
import { isUnfiltered } from './filters.ts'
import { distance, type OrdersHistoryInput } from './orders-history.ts'

export type OrderingHistoryInput = Pick<
  OrdersHistoryInput,
  'range' | 'compared' | 'interval' | 'filters'
>

/**
 * Who ordered in each bucket of `ordersHistory`, which cuts the same way: customers are distinct
 * within a bucket, and come again in the next. Null with filters: they would be told from the orders
 * themselves, bucket by bucket.
 *
 * Of a customer's orders inside a bucket all but the first have their predecessor inside too, so that
 *
 *   ordering  = orders of customers - orders whose previous one lies inside
 *   repeating = orders whose previous one lies inside - orders whose second previous one does
 *   returning = ordering - first orders + second orders whose first one lies inside
 *
 * A bucket is short, so few pairs of days lie inside it: those of each day come in a row in the index.
 */
export async function orderingHistory(
  trx: TenantTrx,
  input: OrderingHistoryInput,
): Promise<CustomerFigures[] | null> {
  const { range, compared, interval, filters = {} } = input
  if (!isUnfiltered(filters)) return null
  const { to } = compared ?? range
  const { rows } = await sql<CustomerFigures>`
    with buckets as (
      select
        b.bucket,
        ${firstDay(input)} as from_day,
        lead(${firstDay(input)}, 1, ${to}::date + 1) over (order by b.bucket) - 1 as to_day
      from generate_series(
        date_trunc(${interval}, ${range.from}::date::timestamp),
        ${range.to}::date::timestamp,
        ('1 ' || ${interval})::interval
      ) as b (bucket)
    ),
    counts as (
      select
        b.bucket,
        d.guests,
        d.first as new_customers,
        d.orders - d.previous as ordering,
        d.previous - d.second_previous as repeating_customers,
        d.orders - d.previous - d.first + d.seconds as returning_customers
      from buckets b
      -- Each bucket, and in it each day, by itself through an index.
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
          where steps in (1, 2) and earlier_day = o.day and day >= o.day and day <= b.to_day
        ) as g
        where o.day >= b.from_day and o.day <= b.to_day
        offset 0
      ) as d
    )
    ${customerRates}
    order by c.bucket
  `.execute(trx)
  return rows
}

/** The first of the days that bucket `b` holds; of a compared period, the first that lies in it. */
function firstDay({ range, compared }: OrderingHistoryInput): RawBuilder<unknown> {
  if (!compared) return sql`greatest(b.bucket, ${range.from}::date::timestamp)::date`
  const earlier = sql`(b.bucket - ${distance(compared)})`
  // One year earlier than February 29 is February 28, which lies in the bucket before.
  return sql`case
          when b.bucket <= ${range.from}::date::timestamp then ${compared.from}::date
          else ${earlier}::date + (${earlier} + ${distance(compared)} < b.bucket)::int
        end`
}
