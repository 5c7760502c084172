import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits } from './money.ts'
import type { Period, Reversals } from './period.ts'

/** What a cohort did in one month. */
export interface CohortCell {
  /** First day of the month of its customers' first orders, YYYY-MM-DD. */
  cohortMonth: string
  /** How many customers that are. */
  size: number
  /** First day of the month, YYYY-MM-DD. */
  month: string
  /** Months since the cohort's: 0 is the cohort's own. */
  monthsSince: number
  /** Customers of the cohort with an order in the month. */
  customers: number
  /** customers ÷ size, six digits behind the point. */
  retention: number
  orders: number
  netSales: string
  /** From the cohort's month to this one. */
  cumulativeNetSales: string
  /** cumulativeNetSales ÷ size. */
  netSalesPerCustomer: string
}

export interface CohortsInput {
  /** Cohorts whose month has a day in it. */
  range: Period
  reversals: Reversals
  currencyCode: string
  /** YYYY-MM-DD: its month is the last one. */
  today: string
}

/**
 * Cohorts by month of the first order, oldest first, each from its month to the running one, months
 * without an order included. Customers and orders are those of all currencies, sales those in the
 * shop's.
 */
export async function cohorts(
  trx: TenantTrx,
  { range, reversals, currencyCode, today }: CohortsInput,
): Promise<CohortCell[]> {
  const digits = minorDigits(currencyCode)
  const netSales = reversals === 'order' ? sql`m.order_net_sales` : sql`m.event_net_sales`
  const { rows } = await sql<CohortCell>`
    with now as (select date_trunc('month', ${today}::date::timestamp)::date as month),
    monthly as (
      select
        m.cohort_month,
        m.month,
        sum(m.customers) as customers,
        sum(m.orders) as orders,
        coalesce(sum(${netSales}) filter (where m.currency_code = ${currencyCode}), 0)
          as net_sales
      from cohort_months m
      cross join now
      where m.cohort_month >=
          date_trunc('month', coalesce(${range.from}::date, '0001-01-01')::timestamp)::date
        and m.cohort_month <= least(coalesce(${range.to}::date, now.month), now.month)
        and m.month <= now.month
      group by m.cohort_month, m.month
    ),
    cohort as (
      select cohort_month, customers as size from monthly where month = cohort_month
    ),
    cell as (
      select
        cohort.cohort_month,
        cohort.size,
        series.month::date as month,
        coalesce(monthly.customers, 0) as customers,
        coalesce(monthly.orders, 0) as orders,
        coalesce(monthly.net_sales, 0) as net_sales,
        row_number() over so_far - 1 as months_since,
        coalesce(sum(monthly.net_sales) over so_far, 0) as cumulative
      from cohort
      cross join now
      cross join lateral generate_series(
        cohort.cohort_month::timestamp, now.month::timestamp, interval '1 month'
      ) as series (month)
      left join monthly
        on monthly.cohort_month = cohort.cohort_month and monthly.month = series.month::date
      window so_far as (partition by cohort.cohort_month order by series.month)
    )
    select
      cohort_month::text as "cohortMonth",
      size::int as size,
      month::text as month,
      months_since::int as "monthsSince",
      customers::int as customers,
      round(customers / nullif(size, 0)::numeric, 6)::float8 as retention,
      orders::int as orders,
      round(net_sales, ${digits}::int)::text as "netSales",
      round(cumulative, ${digits}::int)::text as "cumulativeNetSales",
      round(cumulative / nullif(size, 0), ${digits}::int)::text as "netSalesPerCustomer"
    from cell
    order by cohort_month, cell.month
  `.execute(trx)
  return rows
}
