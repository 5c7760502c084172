import type { LedgerRow } from './ledger.ts'
import { isSold } from './ledger.ts'
import type { CustomerType, OrderFact } from './order-facts.ts'

/** What figures can be narrowed to; "" is what is not known. */
export interface Filters {
  channel?: string | undefined
  product?: string | undefined
  customerType?: CustomerType | undefined
  presentmentCurrency?: string | undefined
  country?: string | undefined
}

/** Whether an order passes, the product aside. */
export function passes({ order, type }: OrderFact, filters: Filters): boolean {
  const { channel, customerType, presentmentCurrency, country } = filters
  return (
    (channel === undefined || channel === (order.sourceName ?? '')) &&
    (customerType === undefined || customerType === type) &&
    (presentmentCurrency === undefined || presentmentCurrency === order.presentmentCurrencyCode) &&
    (country === undefined || country === (order.countryCode ?? ''))
  )
}

/** Rows of orders that pass; of a product only what was sold of it, and what came back. */
export function keepRows(rows: readonly LedgerRow[], filters: Filters): LedgerRow[] {
  const { product } = filters
  return rows.filter(({ fact, sale, productId }) => {
    const ofProduct = sale.lineType === 'PRODUCT' && productId === product
    return passes(fact, filters) && (product === undefined || ofProduct)
  })
}

/** Orders that pass; with a product, those that sold it. */
export function keepOrders(
  rows: readonly LedgerRow[],
  facts: readonly OrderFact[],
  filters: Filters,
) {
  const { product } = filters
  const sold = new Set(
    rows
      .filter(
        ({ sale, productId }) => isSold(sale) && sale.reason === 'ORDER' && productId === product,
      )
      .map((row) => row.fact),
  )
  return facts.filter((fact) => passes(fact, filters) && (product === undefined || sold.has(fact)))
}
