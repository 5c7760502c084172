/** Money, taxes, discounts, and the lines of an order as they were bought. */

/** A moment, in milliseconds since 1970 UTC; always a whole second, as Shopify's times are. */
export type Instant = number

/** One amount in the shop's and in the customer's currency, each in minor units (cents, yen). */
export interface MoneyBag {
  shop: number
  presentment: number
}

export interface TaxLine {
  title: string
  /** The rate in parts per million: 70000 is 7 %. */
  ratePpm: number
  price: MoneyBag
  source: string | null
}

export interface Address {
  id: number
  firstName: string | null
  lastName: string | null
  company: string | null
  address1: string | null
  address2: string | null
  city: string | null
  province: string | null
  provinceCode: string | null
  country: string | null
  countryCode: string
  zip: string | null
  phone: string | null
}

export interface DiscountApplication {
  /** Position in the order's applications, from 0. */
  index: number
  kind: 'code' | 'manual' | 'automatic'
  /** Of kind code. */
  code: string | null
  /** Of kinds manual and automatic. */
  title: string | null
  description: string | null
  level: 'LINE' | 'ORDER'
  allocationMethod: 'ACROSS' | 'EACH'
  targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT'
  targetType: 'LINE_ITEM' | 'SHIPPING_LINE'
  /** A percentage in hundredths of a percent, or an amount in the presentment currency. */
  value: { kind: 'percentage'; basisPoints: number } | { kind: 'amount'; presentment: number }
}

export interface DiscountAllocation {
  /** Which of the order's discount applications. */
  applicationIndex: number
  amount: MoneyBag
}

/**
 * What is left of a line to be removed or returned, or the part of it that was. Not for readers of
 * the API: the simulation keeps its books with it.
 */
export interface Balance {
  /** Units; a shipping line counts as two halves. */
  quantity: number
  /** After discounts; contains the tax where `Order.taxesIncluded`. */
  amount: MoneyBag
  discount: MoneyBag
  /** The tax that the discount saved. */
  discountTax: MoneyBag
  /** In the order of the line's `taxLines`. */
  taxes: MoneyBag[]
}

export interface Duty {
  id: number
  countryCodeOfOrigin: string | null
  harmonizedSystemCode: string | null
  price: MoneyBag
  taxLines: TaxLine[]
}

export interface LineItem {
  id: number
  /** A tip is a line of its own, as in Shopify; it has no product. */
  kind: 'product' | 'gift_card' | 'tip'
  /** Kept when the product or variant vanishes: readers then find nothing under the id. */
  productId: number | null
  variantId: number | null
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  /** As bought, removed and returned ones included. */
  quantity: number
  /** What is left after removals and refunds. */
  currentQuantity: number
  unfulfilledQuantity: number
  requiresShipping: boolean
  taxable: boolean
  weightGrams: number
  /** True for lines that an order edit added. */
  addedByEdit: boolean
  /** Prices contain the tax where `Order.taxesIncluded`. */
  originalUnitPrice: MoneyBag
  originalTotal: MoneyBag
  /** Every discount that fell on this line, line and order level, for the whole quantity. */
  discountAllocations: DiscountAllocation[]
  totalDiscount: MoneyBag
  taxLines: TaxLine[]
  duties: Duty[]
  remaining: Balance
  /** What order edits took away. */
  removed: Balance | null
}

export interface ShippingLine {
  id: number
  title: string
  code: string | null
  source: string | null
  carrierIdentifier: string | null
  custom: boolean
  isRemoved: boolean
  originalPrice: MoneyBag
  discountedPrice: MoneyBag
  /** After refunds. */
  currentDiscountedPrice: MoneyBag
  discountAllocations: DiscountAllocation[]
  taxLines: TaxLine[]
  remaining: Balance
}

export interface AdditionalFee {
  id: number
  name: string
  /** Contains the tax where `Order.taxesIncluded`. */
  price: MoneyBag
  taxLines: TaxLine[]
  /** Given back, as a whole. */
  refunded: boolean
}
