import type { Instant, MoneyBag, TaxLine } from './line-model.ts'

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

interface SaleTax {
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
