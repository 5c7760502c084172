import type { Agreement, Fulfillment, Refund, Return, Transaction } from './ledger-model.ts'
import type {
  AdditionalFee,
  Address,
  DiscountApplication,
  Instant,
  LineItem,
  MoneyBag,
  ShippingLine,
  TaxLine,
} from './line-model.ts'

/*
 * What the stand-in knows about an order. Facts only: the GraphQL server maps them, the truth counts
 * them, and neither writes them.
 */

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
