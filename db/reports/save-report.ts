import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { currentTenant } from '../connection/current-tenant.ts'
import type { ReportMetric } from '../schema/report-days.ts'
import type { ReportRange } from './plan-report.ts'

/** One figure of Shopify's report; several of one day and metric are added up. */
export interface ReportFigure {
  /** YYYY-MM-DD */
  day: string
  metric: ReportMetric
  /** A decimal string, as Shopify wrote it. */
  amount: string
}

export interface SavedReport {
  range: ReportRange
  currencyCode: string
  /** How many digits its minor unit has. */
  digits: number
  figures: readonly ReportFigure[]
  comparedAt: Date
}

const METRICS: readonly ReportMetric[] = [
  'orders',
  'gross_sales',
  'discounts',
  'returns',
  'net_sales',
  'shipping',
  'duties',
  'fees',
  'taxes',
  'total_sales',
]

/**
 * Compares each day of the range with ours, in each metric, and keeps what differs. A day of which
 * Shopify's report says nothing is one of zeros there.
 */
export async function saveReport(trx: TenantTrx, report: SavedReport): Promise<void> {
  const { range, currencyCode, digits, figures, comparedAt } = report
  const { from, to } = range
  await trx
    .deleteFrom('report_differences')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  const ours = METRICS.map((metric) => sql`(${metric}::text, d.${sql.ref(metric)}::numeric)`)
  await sql`
    with days as (
      select day::date from generate_series(${from}::date::timestamp, ${to}::date::timestamp, '1 day') as day
    ),
    ours as (
      select d.day, m.metric, sum(m.amount) as amount
      from daily_sales d
      cross join lateral (values ${sql.join(ours)}) as m (metric, amount)
      where d.reversals = 'event' and d.day >= ${from}::date and d.day <= ${to}::date
        and (m.metric = 'orders' or d.currency_code = ${currencyCode})
      group by d.day, m.metric
    ),
    theirs as (
      select day, metric, sum(amount) as amount
      from unnest(
        ${figures.map(({ day }) => day)}::date[],
        ${figures.map(({ metric }) => metric)}::text[],
        ${figures.map(({ amount }) => amount)}::numeric[]
      ) as t (day, metric, amount)
      group by day, metric
    ),
    compared as (
      select
        days.day,
        m.metric,
        coalesce(ours.amount, 0) as ours,
        round(coalesce(theirs.amount, 0), case m.metric when 'orders' then 0 else ${digits}::int end)
          as shopify
      from days
      cross join unnest(${METRICS}::text[]) as m (metric)
      left join ours on ours.day = days.day and ours.metric = m.metric
      left join theirs on theirs.day = days.day and theirs.metric = m.metric
    ),
    compared_days as (
      insert into report_days (tenant_id, day, compared_at, currency_code)
      select ${currentTenant}, day, ${comparedAt}::timestamptz, ${currencyCode} from days
      on conflict (tenant_id, day) do update
      set compared_at = excluded.compared_at, currency_code = excluded.currency_code
    )
    insert into report_differences (tenant_id, day, metric, ours, shopify)
    select ${currentTenant}, day, metric, ours, shopify from compared where ours <> shopify
  `.execute(trx)
}
