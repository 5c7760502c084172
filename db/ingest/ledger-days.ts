import { sql, type RawBuilder } from 'kysely'

/** Which days to compute (`YYYY-MM-DD`), or all that the ledger knows, in the shop's zone. */
export interface DaySelection {
  zone: string
  days: readonly string[] | 'all'
}

/** Test orders and deleted orders count nowhere. */
export const orderCounts = sql`not o.test and o.deleted_at is null`

/**
 * Ledger rows that count, twice: once on the day that they count on by themselves
 * (`reversals = 'event'`) and once on the day of their order (`'order'`).
 */
export function ledgerByDay(selection: DaySelection): RawBuilder<unknown> {
  const onTheirDay: DatedRows = {
    time: sql`s.counted_at`,
    columns: sql`s.*`,
    source: sql`sales as s`,
    where: sql`(select ${orderCounts} from orders as o where o.id = s.order_id)`,
  }
  const onTheirOrdersDay: DatedRows = {
    time: sql`o.processed_at`,
    columns: sql`s.*`,
    source: sql`
      orders as o
      cross join lateral (select * from sales where sales.order_id = o.id offset 0) as s
    `,
    where: orderCounts,
  }
  return sql`
    select 'event' as reversals, ${rowsByDay(selection, onTheirDay)}
    union all
    select 'order' as reversals, ${rowsByDay(selection, onTheirOrdersDay)}
  `
}

/** Orders that count, on their order date. */
export function ordersByDay(selection: DaySelection): RawBuilder<unknown> {
  return sql`select ${rowsByDay(selection, {
    time: sql`o.processed_at`,
    columns: sql`o.currency_code`,
    source: sql`orders as o`,
    where: orderCounts,
  })}`
}

interface DatedRows {
  /** What decides a row's day. */
  time: RawBuilder<unknown>
  columns: RawBuilder<unknown>
  source: RawBuilder<unknown>
  where: RawBuilder<unknown>
}

/**
 * `day, columns from …`. Wanted days are looked up one by one through the index on `time`, and what
 * belongs to a row through its key. The scalar sub-select and `offset 0` hold the planner to that: as
 * long as a new shop's tables have no statistics it would rather read the whole shop, once for each
 * day (measured for 400 days of 4,000 orders: 2.8 s instead of 0.2 s).
 *
 * Where clocks go back over midnight (Havana, the Azores) a local midnight names two instants, so
 * the range that is looked up is wider than the day by more than any such jump.
 */
function rowsByDay(
  { zone, days }: DaySelection,
  { time, columns, source, where }: DatedRows,
): RawBuilder<unknown> {
  const rows = sql`
    select (${time} at time zone ${zone}::text)::date as day, ${columns}
    from ${source}
    where ${where}
  `
  if (days === 'all') return sql`found.* from (${rows}) as found`
  return sql`
    found.*
    from unnest(${days}::date[]) as wanted (day)
    cross join lateral (
      ${rows}
        and ${time} >= wanted.day::timestamp at time zone ${zone}::text - interval '3 hours'
        and ${time} < (wanted.day + 1)::timestamp at time zone ${zone}::text + interval '3 hours'
      offset 0
    ) as found
    where found.day = wanted.day
  `
}
