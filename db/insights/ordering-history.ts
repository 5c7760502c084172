import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { countsInside } from './counts-inside.ts'
import { countsOfSegment } from './counts-of-segment.ts'
import { type CustomerFigures, customerRates } from './customer-figures.ts'
import { type Filters, isUnfiltered } from './filters.ts'
import { distance, type OrdersHistoryInput } from './orders-history.ts'

export type OrderingHistoryInput = Pick<
  OrdersHistoryInput,
  'range' | 'compared' | 'interval' | 'filters'
>

/** Null where nobody ordered, for a rate; else where the filters leave it untold. */
export type OrderingBucket = Record<keyof CustomerFigures, number | null>

/**
 * Who ordered in each bucket of `ordersHistory`, which cuts the same way: customers are distinct
 * within a bucket, and come again in the next. With filters, what the rollups can tell; see
 * `untoldWhoOrdered`. Null where that is nothing: the rest would be counted from the orders themselves,
 * bucket by bucket.
 */
export async function orderingHistory(
  trx: TenantTrx,
  input: OrderingHistoryInput,
): Promise<OrderingBucket[] | null> {
  const { range, compared, interval, filters = {} } = input
  if (filters.product !== undefined) return null
  const { to } = compared ?? range
  const { rows } = await sql<OrderingBucket>`
    with periods as (
      select
        b.bucket as place,
        ${firstDay(input)} as from_day,
        lead(${firstDay(input)}, 1, ${to}::date + 1) over (order by b.bucket) - 1 as to_day
      from generate_series(
        date_trunc(${interval}, ${range.from}::date::timestamp),
        ${range.to}::date::timestamp,
        ('1 ' || ${interval})::interval
      ) as b (bucket)
    ),
    ${countsOf(filters)}
    ${customerRates}
    order by c.place
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

function countsOf(filters: Filters): RawBuilder<unknown> {
  const { customerType, ...segment } = filters
  return isUnfiltered(segment) ? countsInside(customerType) : countsOfSegment(filters)
}
