import { parseAmount } from './exact.ts'
import { listLedger, sumLedger } from './ledger.ts'
import { groupByCustomer, listOrderFacts } from './order-facts.ts'
import type { Shop } from './shop.ts'

/** A customer's lifetime value less what Shopify says; null: they are not in one currency. */
export interface Drift {
  id: string
  currencyCode: string | null
  difference: bigint | null
}

/** Customers with orders for whom the two differ, or can't be compared. */
export function listDrift(shop: Shop): Drift[] {
  const facts = listOrderFacts(shop)
  const ledger = listLedger(shop, facts, 'event')
  const customers = groupByCustomer(facts)
  return shop.customers.flatMap(({ id, amountSpent, amountSpentCurrencyCode }): Drift[] => {
    const orders = customers.get(id) ?? []
    if (orders.length === 0) return []
    const isTheirs = ({ order }: (typeof orders)[number]): boolean =>
      order.currencyCode === amountSpentCurrencyCode
    if (!orders.every(isTheirs)) return [{ id, currencyCode: null, difference: null }]
    const { totalSales } = sumLedger(ledger.filter(({ fact }) => orders.includes(fact)))
    const difference = totalSales - parseAmount(amountSpent)
    return difference === 0n ? [] : [{ id, currencyCode: amountSpentCurrencyCode, difference }]
  })
}

/** The same by currency, and how many can't be compared. */
export function countDrift(shop: Shop) {
  const drift = listDrift(shop)
  const byCurrency = Map.groupBy(
    drift.filter(({ currencyCode }) => currencyCode !== null),
    ({ currencyCode }) => currencyCode,
  )
  return {
    notComparable: drift.filter(({ currencyCode }) => currencyCode === null).length,
    byCurrency: [...byCurrency].map(([currencyCode, differing]) => ({
      currencyCode,
      customers: differing.length,
      oursHigher: differing.filter(({ difference }) => (difference ?? 0n) > 0n).length,
      difference: differing.reduce((sum, { difference }) => sum + (difference ?? 0n), 0n),
    })),
  }
}
