import { type RawBuilder, sql } from 'kysely'
import type { Period } from './period.ts'

/** The ends of a period as expressions, none of them null. */
export interface Bounds {
  /** First and last day. */
  from: RawBuilder<unknown>
  to: RawBuilder<unknown>
  /** First day of the month that it begins in. */
  fromMonth: RawBuilder<unknown>
  /** Times that no day of it lies beyond, in any zone: wide by a day, so that an index serves. */
  since: RawBuilder<unknown>
  until: RawBuilder<unknown>
}

/** The bounds of one period. */
export function boundsOf({ from, to }: Period): Bounds {
  const first = sql`${from ?? '-infinity'}::date`
  const last = sql`${to ?? 'infinity'}::date`
  return {
    from: first,
    to: last,
    fromMonth: sql`date_trunc('month', ${first}::timestamp)::date`,
    since: sql`(${first} - 1)::timestamp at time zone 'UTC'`,
    until: sql`(${last} + 2)::timestamp at time zone 'UTC'`,
  }
}

/**
 * The CTE `periods`: a row for each, with its `place` and its bounds. They are columns, worked out
 * beforehand: under row-level security a function of a column, `coalesce` too, leads to no index.
 */
export function periodsTerm(periods: readonly Period[]): RawBuilder<unknown> {
  const rows = periods.map((period, place) => {
    const { from, to, fromMonth, since, until } = boundsOf(period)
    return sql`(${place}::int, ${sql.join([from, to, fromMonth, since, until])})`
  })
  return sql`periods (place, from_day, to_day, from_month, since, until) as (
      values ${sql.join(rows)}
    )`
}

/** The bounds of the row `p` of `periods`. */
export const boundsOfP: Bounds = {
  from: sql`p.from_day`,
  to: sql`p.to_day`,
  fromMonth: sql`p.from_month`,
  since: sql`p.since`,
  until: sql`p.until`,
}
