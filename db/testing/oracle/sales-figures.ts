import { type Buckets, cutBuckets } from './buckets.ts'
import { formatAmount, formatAverage } from './exact.ts'
import { type Filters, keepOrders, keepRows } from './filters.ts'
import { listLedger, type LedgerRow, sumLedger, sumPlaced, type Sums } from './ledger.ts'
import { listOrderFacts, type OrderFact } from './order-facts.ts'
import { isInside, minorDigitsOf, type Range, type Reversals, type Shop } from './shop.ts'

export type SalesFigures = Record<keyof Sums | 'averageOrderValue', string> & {
  orders: number
  /** Of PRODUCT rows, in all currencies. */
  units: number
}

export interface SalesQuestion {
  reversals: Reversals
  filters?: Filters
}

/** The figures of a range. Orders of all currencies, money in the shop's of today. */
export function salesFigures(
  shop: Shop,
  range: Range,
  { reversals, filters = {} }: SalesQuestion,
): SalesFigures {
  const { rows, orders } = select(shop, reversals, filters)
  return toFigures(
    shop,
    rows.filter(({ day }) => isInside(day, range)),
    orders.filter(({ day }) => isInside(day, range)),
    rows,
  )
}

/** The same in buckets, those without sales included. */
export function salesHistory(
  shop: Shop,
  buckets: Buckets,
  { reversals, filters = {} }: SalesQuestion,
): (SalesFigures & { date: string })[] {
  const { rows, orders } = select(shop, reversals, filters)
  return cutBuckets(buckets).map(({ date, days }) => {
    const inside = new Set(days)
    const belongs = ({ day }: { day: string }): boolean => inside.has(day)
    const figures = toFigures(shop, rows.filter(belongs), orders.filter(belongs), rows)
    return { date, ...figures }
  })
}

/** Total sales and orders in each currency but the shop's. */
export function otherCurrencies(
  shop: Shop,
  range: Range,
  { reversals, filters = {} }: SalesQuestion,
) {
  const { rows, orders } = select(shop, reversals, filters)
  const kept = rows.filter(({ day }) => isInside(day, range))
  const placed = orders.filter(({ day }) => isInside(day, range))
  const codes = new Set(
    [...kept.map(({ fact }) => fact), ...placed].map(({ order }) => order.currencyCode),
  )
  codes.delete(shop.currencyCode)
  return [...codes].toSorted().map((currencyCode) => {
    const { totalSales } = sumLedger(kept.filter(isIn(currencyCode)))
    return {
      currencyCode,
      totalSales: formatAmount(totalSales, minorDigitsOf(currencyCode)),
      orders: placed.filter(({ order }) => order.currencyCode === currencyCode).length,
    }
  })
}

function select(shop: Shop, reversals: Reversals, filters: Filters) {
  const facts = listOrderFacts(shop)
  const ledger = listLedger(shop, facts, reversals)
  return { rows: keepRows(ledger, filters), orders: keepOrders(ledger, facts, filters) }
}

function toFigures(
  shop: Shop,
  rows: readonly LedgerRow[],
  orders: readonly OrderFact[],
  all: readonly LedgerRow[],
): SalesFigures {
  const digits = minorDigitsOf(shop.currencyCode)
  const ours = isIn(shop.currencyCode)
  const sums = sumLedger(rows.filter(ours))
  const averaged = new Set(orders.filter(({ order }) => order.currencyCode === shop.currencyCode))
  const placed = sumPlaced(all.filter(({ fact }) => averaged.has(fact)))
  return {
    ...(Object.fromEntries(
      Object.entries(sums).map(([name, sum]) => [name, formatAmount(sum, digits)]),
    ) as Record<keyof Sums, string>),
    orders: orders.length,
    units: rows
      .filter(({ sale }) => sale.lineType === 'PRODUCT')
      .reduce((sum, { sale }) => sum + (sale.quantity ?? 0), 0),
    averageOrderValue: formatAverage(placed, averaged.size, digits),
  }
}

function isIn(currencyCode: string): (row: LedgerRow) => boolean {
  return ({ fact }) => fact.order.currencyCode === currencyCode
}
