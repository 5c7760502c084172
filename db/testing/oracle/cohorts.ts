import { addMonths, firstDayOf } from './calendar.ts'
import { formatAmount, formatAverage, toShare } from './exact.ts'
import { listLedger, sumLedger } from './ledger.ts'
import { groupByCustomer, listOrderFacts } from './order-facts.ts'
import { minorDigitsOf, type Range, type Reversals, type Shop } from './shop.ts'

export interface CohortCell {
  cohortMonth: string
  size: number
  month: string
  monthsSince: number
  customers: number
  retention: number | null
  orders: number
  netSales: string
  cumulativeNetSales: string
  netSalesPerCustomer: string
}

/**
 * Customers by the month of their first order, for months with a day in the range, and what they did
 * in each month up to today's. Orders of all currencies, sales in the shop's.
 */
export function cohorts(
  shop: Shop,
  range: Range,
  { reversals, today }: { reversals: Reversals; today: string },
): CohortCell[] {
  const digits = minorDigitsOf(shop.currencyCode)
  const facts = listOrderFacts(shop)
  const ledger = listLedger(shop, facts, reversals)
  const cohortOf = new Map<string, string>()
  for (const [id, orders] of groupByCustomer(facts)) {
    cohortOf.set(id, firstDayOf(orders[0]?.day ?? '', 'month'))
  }
  const inRange = (month: string): boolean =>
    (range.from === null || month >= firstDayOf(range.from, 'month')) &&
    (range.to === null || month <= range.to) &&
    month <= today
  const months = [...new Set(cohortOf.values())].filter(inRange).toSorted()
  return months.flatMap((cohortMonth) => {
    const isOurs = (customerId: string | null): boolean =>
      customerId !== null && cohortOf.get(customerId) === cohortMonth
    const orders = facts.filter(({ customerId }) => isOurs(customerId))
    const rows = ledger
      .filter(({ fact }) => isOurs(fact.customerId))
      .filter(({ fact }) => fact.order.currencyCode === shop.currencyCode)
    const size = [...cohortOf.values()].filter((month) => month === cohortMonth).length
    const cells: CohortCell[] = []
    let cumulative = 0n
    for (let month = cohortMonth; month <= today; month = addMonths(month, 1)) {
      const inMonth = ({ day }: { day: string }): boolean => firstDayOf(day, 'month') === month
      const placed = orders.filter(inMonth)
      const customers = new Set(placed.map(({ customerId }) => customerId)).size
      const { netSales } = sumLedger(rows.filter(inMonth))
      cumulative += netSales
      cells.push({
        cohortMonth,
        size,
        month,
        monthsSince: cells.length,
        customers,
        retention: toShare(customers, size),
        orders: placed.length,
        netSales: formatAmount(netSales, digits),
        cumulativeNetSales: formatAmount(cumulative, digits),
        netSalesPerCustomer: formatAverage(cumulative, size, digits),
      })
    }
    return cells
  })
}
