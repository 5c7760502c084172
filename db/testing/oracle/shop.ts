/**
 * What the definitions of metrics.md are about, and nothing that they are not: the orders that
 * Shopify still has, as it last described them, and the customers.
 */

export interface Sale {
  reason: string
  happenedAt: string
  actionType: string
  lineType: string
  quantity: number | null
  totalAmount: string
  discountBeforeTax: string
  taxAmount: string
  lineItemId: string | null
}

export interface Line {
  id: string
  productId: string | null
  variantId: string | null
}

export interface Order {
  id: string
  customerId: string | null
  processedAt: string
  test: boolean
  currencyCode: string
  presentmentCurrencyCode: string
  sourceName: string | null
  countryCode: string | null
  lines: readonly Line[]
  sales: readonly Sale[]
}

export interface Customer {
  id: string
  createdAt: string
  /** What Shopify says that the customer has spent. */
  amountSpent: string
  amountSpentCurrencyCode: string
}

export interface Shop {
  timeZone: string
  currencyCode: string
  orders: readonly Order[]
  /** Those that were not deleted. */
  customers: readonly Customer[]
  /** Ids of those that were. */
  deletedCustomers: ReadonlySet<string>
}

/** Days in the shop's zone, both included; null is open. */
export interface Range {
  from: string | null
  to: string | null
}

export type Reversals = 'event' | 'order'

export function isInside(day: string, { from, to }: Range): boolean {
  return (from === null || day >= from) && (to === null || day <= to)
}

/** JPY 0, USD 2, KWD 3. */
export function minorDigitsOf(currencyCode: string): number {
  return { JPY: 0, KWD: 3 }[currencyCode] ?? 2
}
