import { formatAmount, toShare } from './exact.ts'
import { isSold, listLedger, type LedgerRow, sumLedger } from './ledger.ts'
import { listOrderFacts } from './order-facts.ts'
import { isInside, minorDigitsOf, type Range, type Reversals, type Shop } from './shop.ts'

export interface ProductFigures {
  /** Units of all currencies; money in the shop's. */
  unitsSold: number
  unitsReturned: number
  grossSales: string
  discounts: string
  returns: string
  netSales: string
  returnedUnitsShare: number | null
  returnedSalesShare: number | null
}

/** By "product" or "product variant" ("0": none named), whatever counted in the range. */
export function productFigures(
  shop: Shop,
  range: Range,
  { reversals, by }: { reversals: Reversals; by: 'product' | 'variant' },
): Map<string, ProductFigures> {
  const groups = new Map<string, LedgerRow[]>()
  for (const row of listProductRows(shop, reversals)) {
    if (!isInside(row.day, range)) continue
    const product = row.productId ?? '0'
    const key = by === 'product' ? product : `${product} ${row.variantId ?? '0'}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return new Map([...groups].map(([key, rows]) => [key, toFigures(shop, rows)]))
}

/** Of all products together. */
export function allProducts(shop: Shop, range: Range, reversals: Reversals): ProductFigures {
  const rows = listProductRows(shop, reversals).filter(({ day }) => isInside(day, range))
  return toFigures(shop, rows)
}

function listProductRows(shop: Shop, reversals: Reversals): LedgerRow[] {
  const ledger = listLedger(shop, listOrderFacts(shop), reversals)
  return ledger.filter(({ sale }) => sale.lineType === 'PRODUCT')
}

function toFigures(shop: Shop, rows: readonly LedgerRow[]): ProductFigures {
  const digits = minorDigitsOf(shop.currencyCode)
  const ours = rows.filter(({ fact }) => fact.order.currencyCode === shop.currencyCode)
  const { grossSales, discounts, returns, netSales } = sumLedger(ours)
  const unitsSold = countUnits(rows.filter(({ sale }) => isSold(sale)))
  const unitsReturned = -countUnits(rows.filter(({ sale }) => !isSold(sale)))
  return {
    unitsSold,
    unitsReturned: unitsReturned + 0,
    grossSales: formatAmount(grossSales, digits),
    discounts: formatAmount(discounts, digits),
    returns: formatAmount(returns, digits),
    netSales: formatAmount(netSales, digits),
    returnedUnitsShare: toShare(unitsReturned, unitsSold),
    returnedSalesShare: toShare(-returns, grossSales + discounts),
  }
}

function countUnits(rows: readonly LedgerRow[]): number {
  return rows.reduce((sum, { sale }) => sum + (sale.quantity ?? 0), 0)
}
