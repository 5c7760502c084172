import { firstDayOf } from './calendar.ts'
import { formatAmount, formatAverage } from './exact.ts'
import { listLedger, sumLedger, sumPlaced } from './ledger.ts'
import { groupByCustomer, listOrderFacts } from './order-facts.ts'
import { minorDigitsOf, type Shop } from './shop.ts'

/** What a customer's orders in the shop's currency are worth, all time. */
export interface CustomerValue {
  id: string
  totalSpent: string
  /** The same, exact, to be sorted by. */
  exactSpent: bigint
  ordersCount: number
  averageOrderValue: string
  /** Over orders of all currencies, epoch ms. */
  firstOrderAt: number
  lastOrderAt: number
  cohortMonth: string
}

/** By lifetime value, highest first, then by id. Guests have none. */
export function customerValues(shop: Shop): CustomerValue[] {
  const digits = minorDigitsOf(shop.currencyCode)
  const facts = listOrderFacts(shop)
  const ledger = listLedger(shop, facts, 'event')
  const values: CustomerValue[] = []
  for (const [id, orders] of groupByCustomer(facts)) {
    const counted = orders.filter(({ order }) => order.currencyCode === shop.currencyCode)
    const [first, last] = [orders[0], orders.at(-1)]
    if (counted.length === 0 || first === undefined || last === undefined) continue
    const rows = ledger.filter(({ fact }) => counted.includes(fact))
    const { totalSales } = sumLedger(rows)
    values.push({
      id,
      totalSpent: formatAmount(totalSales, digits),
      exactSpent: totalSales,
      ordersCount: counted.length,
      averageOrderValue: formatAverage(sumPlaced(rows), counted.length, digits),
      firstOrderAt: Date.parse(first.order.processedAt),
      lastOrderAt: Date.parse(last.order.processedAt),
      cohortMonth: firstDayOf(first.day, 'month'),
    })
  }
  return values.toSorted((a, b) => {
    if (a.exactSpent !== b.exactSpent) return a.exactSpent > b.exactSpent ? -1 : 1
    return Number(a.id) - Number(b.id)
  })
}
