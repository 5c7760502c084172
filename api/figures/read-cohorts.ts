import type { TenantTrx } from '@tidemark/db'
import { type CohortCell, cohorts, shopInfo } from '@tidemark/db/insights'
import type { CohortsQuery, CohortsResponse } from '../schemas/index.ts'
import { toMetadata } from './metadata.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'

/** What became of those who first ordered in a month. */
export async function readCohorts(trx: TenantTrx, query: CohortsQuery): Promise<CohortsResponse> {
  const { from = null, to = null, reversals } = query
  const range = { from, to }
  const { today, ...shop } = await shopInfo(trx)
  const terms = shopTerms({ today, ...shop })
  const { currencyCode } = terms
  const cells = await cohorts(trx, { range, reversals, currencyCode, today })
  const running = `${today.slice(0, 7)}-01`
  return {
    cohorts: toCohorts(cells, { currencyCode, running }),
    metadata: toMetadata({ range, terms, reversals, fields: FIELDS }),
  }
}

const FIELDS = {
  customers: 'cohort-customers',
  retention: 'cohort-retention',
  netSales: 'net-sales',
  netSalesPerCustomer: 'cohort-value',
} as const

/** Cells come oldest cohort first, each by month. */
function toCohorts(
  cells: readonly CohortCell[],
  { currencyCode, running }: { currencyCode: string; running: string },
): CohortsResponse['cohorts'] {
  const money = moneyIn(currencyCode)
  const byMonth = Map.groupBy(cells, (cell) => cell.cohortMonth)
  return [...byMonth].map(([month, months]) => ({
    month,
    customers: months[0]?.size ?? 0,
    months: months.map((cell) => ({
      month: cell.month,
      monthsSince: cell.monthsSince,
      partial: cell.month === running,
      customers: cell.customers,
      retention: cell.retention,
      orders: cell.orders,
      netSales: money(cell.netSales),
      cumulativeNetSales: money(cell.cumulativeNetSales),
      netSalesPerCustomer: money(cell.netSalesPerCustomer),
    })),
  }))
}
