import { sql, type RawBuilder } from 'kysely'
import { shopZone } from './statement.ts'

/** Which days to compute: some (`YYYY-MM-DD`, in the shop's zone), or all that the ledger knows. */
export type DaySelection = readonly string[] | 'all'

/** Test orders and deleted orders count nowhere. */
export const orderCounts = sql`not o.test and o.deleted_at is null`

/**
 * Ledger rows that count, twice: once on the day that they count on by themselves
 * (`reversals = 'event'`) and once on the day of their order (`'order'`).
 */
export function ledgerByDay(days: DaySelection): RawBuilder<unknown> {
  return sql`
    select 'event' as reversals, ${localDay('s.counted_at')} as day, s.*
    from ${onDays(days, 'sales', 's', 's.counted_at')}
    join orders as o on o.id = s.order_id
    where ${orderCounts} and ${isOnDay(days, 's.counted_at')}
    union all
    select 'order' as reversals, ${localDay('o.processed_at')} as day, s.*
    from ${onDays(days, 'orders', 'o', 'o.processed_at')}
    join sales as s on s.order_id = o.id
    where ${orderCounts} and ${isOnDay(days, 'o.processed_at')}
  `
}

/** Orders that count, on their order date. */
export function ordersByDay(days: DaySelection): RawBuilder<unknown> {
  return sql`
    select ${localDay('o.processed_at')} as day, o.currency_code
    from ${onDays(days, 'orders', 'o', 'o.processed_at')}
    where ${orderCounts} and ${isOnDay(days, 'o.processed_at')}
  `
}

function localDay(time: string): RawBuilder<unknown> {
  return sql`(${sql.ref(time)} at time zone ${shopZone})::date`
}

/**
 * The table's rows around the wanted days, by index. Where clocks go back over midnight (Havana,
 * the Azores) a local midnight names two instants, so the range is wider than the day by more than
 * any such jump, and `isOnDay` decides.
 */
function onDays(days: DaySelection, table: string, alias: string, time: string) {
  const source = sql`${sql.table(table)} as ${sql.ref(alias)}`
  if (days === 'all') return source
  return sql`
    unnest(${days}::date[]) as wanted (day)
    join ${source}
      on ${sql.ref(time)} >= wanted.day::timestamp at time zone ${shopZone} - interval '3 hours'
      and ${sql.ref(time)} < (wanted.day + 1)::timestamp at time zone ${shopZone} + interval '3 hours'
  `
}

function isOnDay(days: DaySelection, time: string): RawBuilder<unknown> {
  return days === 'all' ? sql`true` : sql`${localDay(time)} = wanted.day`
}
