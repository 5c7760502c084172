import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { type Filters, isUnfiltered } from './filters.ts'
import { ordersByDay, type OrdersOfDay } from './orders-by-day.ts'
import type { ClosedPeriod, Reversals } from './period.ts'
import { boundsOf } from './periods.ts'
import { salesRows } from './sales-rows.ts'
import { salesSums, shopTerms } from './sales-sums.ts'

export type Interval = 'day' | 'week' | 'month'

/** An earlier period, and how much earlier it lies: so many days, or calendar years. */
export interface ComparedPeriod extends ClosedPeriod {
  earlierBy: { days: number } | { years: number }
}

export interface OrdersHistoryInput {
  range: ClosedPeriod
  /** Whose figures are wanted, in the range's buckets; left out: the range's own. */
  compared?: ComparedPeriod
  interval: Interval
  reversals: Reversals
  filters?: Filters
  currencyCode: string
  timeZone: string
}

/** `date` is the bucket's first day, even where the range begins later. */
export type OrdersHistoryBucket = OrdersOfDay

/**
 * The day rollups in buckets, oldest first, those without sales included. Weeks begin on Monday;
 * a bucket that the range cuts holds only the days inside.
 *
 * A compared period is cut where the range is: each of its days is moved to the range's calendar
 * first, so that as many buckets come, each day lies in one of them, and bucket by bucket the same
 * days (by number, or by calendar) face each other. `date` is then the first of the bucket's own
 * days. One year earlier than February 29 is February 28, so by day that bucket is empty and has the
 * date of the one before it.
 */
export async function ordersHistory(
  trx: TenantTrx,
  input: OrdersHistoryInput,
): Promise<OrdersHistoryBucket[]> {
  const { range, compared, interval, reversals, filters = {}, currencyCode, timeZone } = input
  const days = daysEarlier(input)
  if (interval === 'day' && isUnfiltered(filters) && days !== undefined) {
    return await ordersByDay(trx, { range, compared, daysEarlier: days, reversals, currencyCode })
  }
  const bounds = boundsOf(compared ?? range)
  const { rows } = await sql<OrdersHistoryBucket>`
    with ${shopTerms(currencyCode)},
    d as (
      select date_trunc(${interval}, ${onRange(input)}) as bucket, d.*
      from (${salesRows({ filters, reversals, timeZone, bounds })}
      ) as d
    )
    select
      ${dateOf(input)}::date::text as date,
      coalesce(sum(d.orders), 0)::int as orders,
      coalesce(sum(d.units), 0)::int as units,
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

/** By so many days each day faces one of the range; by years, two may face the same. */
function daysEarlier({ compared }: OrdersHistoryInput): number | undefined {
  if (!compared) return 0
  return 'days' in compared.earlierBy ? compared.earlierBy.days : undefined
}

/** The day `d.day` as a day of the range: a compared one moves later. */
function onRange({ range, compared }: OrdersHistoryInput): RawBuilder<unknown> {
  if (!compared) return sql`d.day::timestamp`
  // One year later than February 28 can lie before a range that begins on February 29.
  return sql`greatest(d.day + ${distance(compared)}, ${range.from}::date::timestamp)`
}

/** The first day of bucket `b` that the figures are of. */
function dateOf({ range, compared }: OrdersHistoryInput): RawBuilder<unknown> {
  if (!compared) return sql`b.bucket`
  return sql`(greatest(b.bucket, ${range.from}::date::timestamp) - ${distance(compared)})`
}

/** How much earlier a compared period lies. */
export function distance({ earlierBy }: ComparedPeriod): RawBuilder<unknown> {
  return 'days' in earlierBy
    ? sql`make_interval(days => ${earlierBy.days}::int)`
    : sql`make_interval(years => ${earlierBy.years}::int)`
}
