import type { Address, Instant, LineItem } from '../model.ts'
import type { Region } from '../profiles/index.ts'

/** A line that is going to be bought. Prices in minor units of the shop's currency. */
export interface CartLine {
  kind: LineItem['kind']
  productId: number | null
  variantId: number | null
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  quantity: number
  unitPrice: number
  taxable: boolean
  /** Replaces the region's rates. */
  reducedRatePpm: number | null
  requiresShipping: boolean
  weightGrams: number
  /** An automatic discount on this line alone, in hundredths of a percent. */
  lineDiscount: number | null
  /** Duty on the line, in parts per million of its price. */
  dutyRatePpm: number | null
}

export type OrderDiscount =
  | { kind: 'code'; code: string; basisPoints: number }
  | { kind: 'code'; code: string; amount: number }
  | { kind: 'manual'; title: string; basisPoints: number }

/** Everything that decides an order. */
export interface Cart {
  customerId: number | null
  email: string | null
  phone: string | null
  address: Address | null
  locale: string
  taxes: Region['taxes']
  currency: { presentmentCurrencyCode: string; exchangeRatePpm: number }
  lines: readonly CartLine[]
  orderDiscount: OrderDiscount | null
  /** `discount` in hundredths of a percent: 10000 ships for free. */
  shipping: { title: string; code: string; price: number; discount: number } | null
  additionalFee: { name: string; price: number } | null
  payment: 'paid' | 'captured' | 'authorized' | 'pending' | 'partial'
  /** Pays this share of the total, in hundredths of a percent, by gift card. */
  giftCardTender: number | null
  /** Marks a payment that failed before the one that succeeded. */
  failedFirst: boolean
  createdAt: Instant
  processedAt: Instant
  test: boolean
  sourceName: string
  note: string | null
  tags: string[]
}
