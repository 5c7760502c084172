import { addAmounts, minorDigits, toAmount } from '@tidemark/db/insights'
import type { CurrencyTotal, ShopReading } from '../schemas/index.ts'
import { moneyIn } from './shop-terms.ts'

type Sums = CurrencyTotal['previous']

/**
 * The sums of several shops, one for each currency. Shops lie in transactions of their own, so that no
 * statement could add them up. What a shop sold in a currency that it no longer uses counts to that one.
 */
export function currencyTotals(readings: readonly ShopReading[]): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>()
  const totalOf = (currencyCode: string): CurrencyTotal => {
    const total = totals.get(currencyCode) ?? nothingIn(currencyCode)
    totals.set(currencyCode, total)
    return total
  }
  for (const reading of readings) {
    const { currencyCode, previous } = reading
    if (currencyCode !== null) totalOf(currencyCode).shops += 1
    addTo(totalOf, (total) => total, reading)
    if (previous) addTo(totalOf, (total) => total.previous, previous)
  }
  return [...totals.values()]
    .filter(({ shops, orders, previous }) => shops + orders + previous.orders > 0)
    .toSorted((one, other) => (one.currencyCode < other.currencyCode ? -1 : 1))
}

function addTo(
  totalOf: (currencyCode: string) => CurrencyTotal,
  periodOf: (total: CurrencyTotal) => Sums,
  period: Sums & Pick<ShopReading, 'otherCurrencies'>,
): void {
  const elsewhere = period.otherCurrencies.reduce((sum, { orders }) => sum + orders, 0)
  const own = { ...period, orders: period.orders - elsewhere }
  for (const { totalRevenue, orders } of [own, ...period.otherCurrencies]) {
    const sums = periodOf(totalOf(totalRevenue.currencyCode))
    sums.totalRevenue.amount = addAmounts(sums.totalRevenue.amount, totalRevenue.amount)
    sums.orders += orders
  }
  periodOf(totalOf(own.totalRevenue.currencyCode)).orderingCustomers += own.orderingCustomers
}

function nothingIn(currencyCode: string): CurrencyTotal {
  const nothing = (): Sums => ({
    totalRevenue: moneyIn(currencyCode)(toAmount('0', minorDigits(currencyCode))),
    orders: 0,
    orderingCustomers: 0,
  })
  return { currencyCode, shops: 0, ...nothing(), previous: nothing() }
}
