import { addMonths, firstDayOf } from './calendar.ts'
import { formatAmount } from './exact.ts'
import { listLedger, sumLedger } from './ledger.ts'
import { listOrderFacts } from './order-facts.ts'
import { minorDigitsOf, type Reversals, type Shop } from './shop.ts'

/** How a customer's lifetime value came about, month by month, up to today's month. */
export function customerHistory(
  shop: Shop,
  { customerId, reversals, today }: { customerId: string; reversals: Reversals; today: string },
) {
  const digits = minorDigitsOf(shop.currencyCode)
  const orders = listOrderFacts(shop)
    .filter(({ order }) => order.customerId === customerId)
    .filter(({ order }) => order.currencyCode === shop.currencyCode)
  const rows = listLedger(shop, orders, reversals).filter(
    ({ sale }) => sale.lineType !== 'TIP' && sale.lineType !== 'GIFT_CARD',
  )
  const days = [...orders, ...rows].map(({ day }) => day).toSorted()
  const [first] = days
  if (first === undefined) return []
  const months = []
  const last = [today, days.at(-1) ?? today].toSorted()[1] ?? today
  for (let month = firstDayOf(first, 'month'); month <= last; month = addMonths(month, 1)) {
    const inMonth = ({ day }: { day: string }): boolean => firstDayOf(day, 'month') === month
    const soFar = ({ day }: { day: string }): boolean => firstDayOf(day, 'month') <= month
    months.push({
      month,
      orders: orders.filter(inMonth).length,
      totalSales: formatAmount(sumLedger(rows.filter(inMonth)).totalSales, digits),
      lifetimeValue: formatAmount(sumLedger(rows.filter(soFar)).totalSales, digits),
    })
  }
  return months
}
