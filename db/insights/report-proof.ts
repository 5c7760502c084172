import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ReportMetric } from '../schema/report-days.ts'
import type { ClosedPeriod } from './period.ts'

/** A figure in which Shopify's own report says otherwise: exact decimal strings. */
export interface ReportDifference {
  metric: ReportMetric
  ours: string
  shopify: string
  /** Ours less Shopify's. */
  difference: string
}

/** A day that was compared with Shopify's own report of sales. */
export interface ComparedDay {
  /** YYYY-MM-DD */
  date: string
  comparedAt: Date
  currencyCode: string
  /** Empty: both say the same. */
  differences: ReportDifference[]
}

/** The compared days of a range, oldest first. */
export async function reportProof(
  trx: TenantTrx,
  { range }: { range: ClosedPeriod },
): Promise<ComparedDay[]> {
  const { rows } = await sql<ComparedDay>`
    select
      d.day::text as date,
      d.compared_at as "comparedAt",
      d.currency_code as "currencyCode",
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'metric', f.metric,
          'ours', f.ours::text,
          'shopify', f.shopify::text,
          'difference', (f.ours - f.shopify)::text
        ) order by f.metric), '[]')
        from report_differences f
        where f.day = d.day
      ) as differences
    from report_days d
    where d.day >= ${range.from}::date and d.day <= ${range.to}::date
    order by d.day
  `.execute(trx)
  return rows
}
