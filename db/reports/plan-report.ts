import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'

/** Days YYYY-MM-DD in the shop's time zone, both included. */
export interface ReportRange {
  from: string
  to: string
}

export interface ReportPlan {
  currencyCode: string
  /** At most two: the last days, which still move, and the next of the older ones. */
  ranges: ReportRange[]
  /** Where the walk over the older days goes on afterwards; null: at the newest of them. */
  olderBefore: string | null
}

/** Days behind today that are compared each time: most corrections come within them. */
const RECENT_DAYS = 8
/** Older days that are compared each time: in a year's checks all of ninety years. */
const OLDER_DAYS = 92

/**
 * Which days are to be compared with Shopify's next. Today is not over, and days before the first that
 * the mirror holds completely would only show what it lacks. Undefined: there is none.
 */
export async function planReport(trx: TenantTrx, now: Date): Promise<ReportPlan | undefined> {
  const { rows } = await sql<{
    currencyCode: string
    from: string
    to: string
    olderFrom: string | null
    olderTo: string | null
  }>`
    with shop as (
      select
        currency_code,
        (${now}::timestamptz at time zone time_zone)::date - 1 as last_day,
        greatest(
          (select min(day) from daily_sales where reversals = 'event'),
          (
            select (complete_from at time zone time_zone)::date + 1
            from sync_coverage where entity = 'orders'
          )
        ) as first_day,
        (select older_before from report_checks) as older_before
      from tenants
      where time_zone is not null and currency_code is not null
    ),
    recent as (
      select *, greatest(first_day, last_day - ${RECENT_DAYS - 1}::int) as recent_from from shop
    ),
    older as (
      select *, least(older_before, recent_from) - 1 as older_to from recent
    )
    select
      currency_code as "currencyCode",
      recent_from::text as "from",
      last_day::text as "to",
      greatest(first_day, older_to - ${OLDER_DAYS - 1}::int)::text as "olderFrom",
      older_to::text as "olderTo"
    from older
    where first_day <= last_day
  `.execute(trx)
  const [plan] = rows
  if (!plan) return undefined
  const { currencyCode, from, to, olderFrom, olderTo } = plan
  const older = olderFrom !== null && olderTo !== null && olderFrom <= olderTo
  return {
    currencyCode,
    ranges: [{ from, to }, ...(older ? [{ from: olderFrom, to: olderTo }] : [])],
    olderBefore: older ? olderFrom : null,
  }
}
