/**
 * What the stand-in knows about an order. Facts only: the GraphQL server maps them, the truth counts
 * them, and neither writes them.
 */

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

/** A fee that a return costs the customer (Shopify's interface `Fee`). */
export interface ReturnFee {
  id: number
  kind: 'return_shipping' | 'restocking'
  /** Contains the tax where `Order.taxesIncluded`. */
  amount: MoneyBag
  taxLines: TaxLine[]
  /** Of kind restocking: hundredths of a percent. */
  basisPoints: number | null
}

export type SaleActionType = 'ORDER' | 'RETURN' | 'UPDATE' | 'UNKNOWN'
export type SaleLineType =
  | 'PRODUCT'
  | 'SHIPPING'
  | 'TIP'
  | 'GIFT_CARD'
  | 'DUTY'
  | 'FEE'
  | 'ADDITIONAL_FEE'
  | 'ADJUSTMENT'
  | 'UNKNOWN'

export interface SaleTax {
  id: number
  title: string
  ratePpm: number
  /** Signed as the sale. */
  amount: MoneyBag
}

/** One row of the ledger. ORDER rows are positive, RETURN rows mirror them. */
export interface Sale {
  id: number
  actionType: SaleActionType
  lineType: SaleLineType
  /** Null where nothing is counted: price changes, adjustments. */
  quantity: number | null
  /** After discounts, with tax. */
  totalAmount: MoneyBag
  discountBeforeTaxes: MoneyBag
  discountAfterTaxes: MoneyBag
  taxAmount: MoneyBag
  taxes: SaleTax[]
  /**
   * What was sold, by line type: a line item (PRODUCT, TIP, GIFT_CARD), a shipping line (SHIPPING), a
   * duty (DUTY), a return fee (FEE), an additional fee (ADDITIONAL_FEE); null for the rest.
   */
  subjectId: number | null
}

export interface Agreement {
  id: number
  kind: 'order' | 'edit' | 'refund' | 'return'
  reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND' | 'RETURN'
  happenedAt: Instant
  /** Of kind refund. */
  refundId: number | null
  /** Of kind return. */
  returnId: number | null
  sales: Sale[]
}

export interface RefundLineItem {
  id: number
  lineItemId: number
  quantity: number
  restockType: 'CANCEL' | 'NO_RESTOCK' | 'RETURN'
  restocked: boolean
  price: MoneyBag
  /** After discounts; contains the tax where `Order.taxesIncluded`. */
  subtotal: MoneyBag
  totalTax: MoneyBag
}

export interface Refund {
  id: number
  createdAt: Instant
  processedAt: Instant
  updatedAt: Instant
  note: string | null
  returnId: number | null
  refundLineItems: RefundLineItem[]
  refundShippingLines: {
    id: number
    shippingLineId: number
    subtotal: MoneyBag
    tax: MoneyBag
  }[]
  orderAdjustments: {
    id: number
    /** Negative where the customer got more than the lines were worth; without tax. */
    amount: MoneyBag
    tax: MoneyBag
    reason:
      | 'REFUND_DISCREPANCY'
      | 'PENDING_REFUND_DISCREPANCY'
      | 'FULL_RETURN_BALANCING_ADJUSTMENT'
      | 'CUSTOMER'
      | 'DAMAGE'
      | 'RESTOCK'
  }[]
  duties: { dutyId: number; amount: MoneyBag }[]
  transactionIds: number[]
  /** Money given back by successful transactions. */
  totalRefunded: MoneyBag
}

export interface Return {
  id: number
  name: string
  status: 'OPEN' | 'CLOSED'
  createdAt: Instant
  closedAt: Instant | null
  lineItems: {
    id: number
    lineItemId: number
    quantity: number
    refundedQuantity: number
    reason: 'SIZE_TOO_SMALL' | 'UNWANTED' | 'DEFECTIVE' | 'WRONG_ITEM' | 'OTHER'
    note: string
    /** What the returned units had cost, discounts deducted. */
    subtotal: MoneyBag
    totalTax: MoneyBag
    discount: MoneyBag
  }[]
  fees: ReturnFee[]
}

export interface Transaction {
  id: number
  kind: 'SALE' | 'AUTHORIZATION' | 'CAPTURE' | 'REFUND' | 'VOID'
  status: 'SUCCESS' | 'PENDING' | 'FAILURE'
  gateway: string
  formattedGateway: string
  manualPaymentGateway: boolean
  /** Always positive; the kind tells the direction. */
  amount: MoneyBag
  parentId: number | null
  createdAt: Instant
  processedAt: Instant
  test: boolean
  paymentId: string | null
  authorizationCode: string | null
  errorCode: 'CARD_DECLINED' | null
}

export interface Fulfillment {
  id: number
  name: string
  status: 'SUCCESS' | 'CANCELLED'
  displayStatus: 'FULFILLED' | 'IN_TRANSIT' | 'DELIVERED' | 'CANCELED'
  createdAt: Instant
  updatedAt: Instant
  deliveredAt: Instant | null
  totalQuantity: number
  trackingInfo: { company: string; number: string }[]
  lineItems: { id: number; lineItemId: number; quantity: number }[]
}

/** Everything Shopify sums up on an order. Null where Shopify answers null. */
export interface OrderTotals {
  originalTotalPrice: MoneyBag
  /** Before returns, edits included. */
  totalPrice: MoneyBag
  currentTotalPrice: MoneyBag
  subtotalPrice: MoneyBag
  currentSubtotalPrice: MoneyBag
  totalTax: MoneyBag
  currentTotalTax: MoneyBag
  totalDiscounts: MoneyBag
  currentTotalDiscounts: MoneyBag
  /** Order-level discounts only. */
  cartDiscountAmount: MoneyBag | null
  currentCartDiscountAmount: MoneyBag
  totalShippingPrice: MoneyBag
  currentShippingPrice: MoneyBag
  totalRefundedShipping: MoneyBag
  totalTipReceived: MoneyBag
  originalTotalDuties: MoneyBag | null
  currentTotalDuties: MoneyBag | null
  originalTotalAdditionalFees: MoneyBag | null
  currentTotalAdditionalFees: MoneyBag | null
  totalReceived: MoneyBag
  totalRefunded: MoneyBag
  /** Received less refunded. */
  netPayment: MoneyBag
  totalOutstanding: MoneyBag
  totalCapturable: MoneyBag
  /** Zero in this world: an ADJUSTMENT row explains every discrepancy. */
  refundDiscrepancy: MoneyBag
  /** Zero in this world. */
  cashRoundingPayment: MoneyBag
  cashRoundingRefund: MoneyBag
  subtotalLineItemsQuantity: number
  currentSubtotalLineItemsQuantity: number
  totalWeightGrams: number
  currentTotalWeightGrams: number
  taxLines: TaxLine[]
  currentTaxLines: TaxLine[]
}

export interface Order {
  id: number
  /** "#1001". */
  name: string
  number: number
  confirmationNumber: string
  /** Null for a guest. */
  customerId: number | null
  email: string | null
  phone: string | null
  createdAt: Instant
  /** May lie before `createdAt`: imported history. */
  processedAt: Instant
  updatedAt: Instant
  cancelledAt: Instant | null
  cancelReason: 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | 'STAFF' | null
  closedAt: Instant | null
  test: boolean
  edited: boolean
  taxesIncluded: boolean
  dutiesIncluded: boolean
  currencyCode: string
  presentmentCurrencyCode: string
  /** Presentment units (not minor) per shop unit, in millionths; 1000000 where both are the same. */
  exchangeRatePpm: number
  sourceName: string
  sourceIdentifier: string | null
  customerLocale: string | null
  note: string | null
  tags: string[]
  paymentGatewayNames: string[]
  discountCodes: string[]
  billingAddress: Address | null
  shippingAddress: Address | null
  lineItems: LineItem[]
  shippingLines: ShippingLine[]
  additionalFees: AdditionalFee[]
  discountApplications: DiscountApplication[]
  /** Oldest first. */
  agreements: Agreement[]
  refunds: Refund[]
  returns: Return[]
  transactions: Transaction[]
  fulfillments: Fulfillment[]
  financialStatus:
    | 'AUTHORIZED'
    | 'PAID'
    | 'PARTIALLY_PAID'
    | 'PARTIALLY_REFUNDED'
    | 'PENDING'
    | 'REFUNDED'
    | 'VOIDED'
  fulfillmentStatus:
    'FULFILLED' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED' | 'FULFILLMENT_NOT_REQUIRED'
  totals: OrderTotals
}
