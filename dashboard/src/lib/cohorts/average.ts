import { divide, sum } from '../format/decimal.ts'
import type { Cohort } from './measure.ts'

/** All cohorts together, so many months after their first orders. */
export interface AverageMonth {
  monthsSince: number
  /** Of the cohorts that are in it: those that have this month behind them. */
  cohorts: number
  size: number
  customers: number
  /** Exact to the currency's minor unit. */
  netSales: string
  netSalesPerCustomer: string
}

/**
 * Every customer weighs the same, so a large cohort weighs more. Months that still run are left out:
 * they would pull the average down. Ends where no cohort has a whole month.
 */
export function averageMonths(cohorts: readonly Cohort[]): AverageMonth[] {
  const longest = Math.max(0, ...cohorts.map(({ months }) => months.length))
  return Array.from({ length: longest }, (_, monthsSince) => {
    const whole = cohorts.flatMap(({ customers, months }) => {
      const month = months[monthsSince]
      return month && !month.partial ? [{ size: customers, month }] : []
    })
    const size = whole.reduce((all, cohort) => all + cohort.size, 0)
    const soFar = sum(whole.map(({ month }) => month.cumulativeNetSales.amount))
    return {
      monthsSince,
      cohorts: whole.length,
      size,
      customers: whole.reduce((all, { month }) => all + month.customers, 0),
      netSales: sum(whole.map(({ month }) => month.netSales.amount)),
      netSalesPerCustomer: size > 0 ? divide(soFar, size) : '0',
    }
  }).filter((month) => month.size > 0)
}
