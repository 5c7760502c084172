/**
 * What the worker hands to `@tidemark/db/ingest`: Shopify's objects, mapped once, before any SQL.
 *
 * - Ids are Shopify's numeric ids as decimal strings ("gid://shopify/Order/42" → "42").
 * - Money is a decimal string in the currency that stands beside it ("45.0"); `null` only where a
 *   field says so.
 * - Times are ISO 8601 in UTC, as Shopify sends them ("2026-07-02T22:44:07Z").
 */

/** The entities that a sync mirrors. */
export type MirroredEntity = 'orders' | 'customers' | 'products'

export interface OrderInput {
  id: string
  /** "#1001" */
  name: string
  /** null for a guest order, and for a customer that Shopify hides. */
  customerId: string | null
  /** The order date: may be long before `createdAt` for imported orders. */
  processedAt: string
  createdAt: string
  updatedAt: string
  cancelledAt: string | null
  /** `cancelReason`; left out or null: none is said. */
  cancelReason?: string | null
  /** Test orders are mirrored and count nowhere. */
  test: boolean
  /** The shop's currency when the order was placed: the currency of every shop-money field below. */
  currencyCode: string
  presentmentCurrencyCode: string
  /** `displayFinancialStatus` */
  financialStatus: string | null
  /** `displayFulfillmentStatus` */
  fulfillmentStatus: string | null
  sourceName: string | null
  /** ISO 3166 alpha-2: where the order goes, else is billed to; null where not known or not shown. */
  countryCode: string | null
  /** `originalTotalPriceSet.shopMoney` */
  originalTotal: string
  /** `currentTotalPriceSet.shopMoney` */
  currentTotal: string
  /** `totalRefundedSet.shopMoney` */
  totalRefunded: string
  /** `totalCashRoundingAdjustment`: payments plus refunds, signed as Shopify signs them. */
  cashRounding: string
  /** `refundDiscrepancySet.shopMoney` */
  refundDiscrepancy: string
  /** All lines, removed ones included; the list is complete (inner connections read to the end). */
  lines: OrderLineInput[]
  /** All sales of all agreements: the order's whole ledger. */
  sales: SaleInput[]
  /** All refunds. */
  refunds: RefundInput[]
}

export interface OrderLineInput {
  id: string
  /** null once the product was deleted, and for custom lines. */
  productId: string | null
  variantId: string | null
  title: string
  sku: string | null
  /** As ordered, removed units included. */
  quantity: number
  /** After edits, refunds and removals. */
  currentQuantity: number
  isGiftCard: boolean
  /** `originalUnitPriceSet.shopMoney` */
  unitPrice: string
}

export type SaleReason = 'ORDER' | 'ORDER_EDIT' | 'REFUND' | 'RETURN'
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

/** One row of the sales ledger, signed as Shopify signs it: RETURN rows are negative. */
export interface SaleInput {
  id: string
  agreementId: string
  /** The agreement's reason. */
  reason: SaleReason
  /** The agreement's time. */
  happenedAt: string
  actionType: SaleActionType
  lineType: SaleLineType
  /** null where Shopify states none (tips, adjustments). */
  quantity: number | null
  /** After discounts, with tax. */
  totalAmount: string
  /** `totalDiscountAmountBeforeTaxes` */
  discountBeforeTax: string
  /** `totalDiscountAmountAfterTaxes` */
  discountAfterTax: string
  taxAmount: string
  /** Currency of the amounts above; must be the order's own, or the order is set aside. */
  currencyCode: string
  /** `totalAmount.presentmentMoney` */
  presentmentTotal: string
  presentmentCurrencyCode: string
  /** The order line that the row is about; its product and variant are taken from that line. */
  lineItemId: string | null
}

export interface RefundInput {
  id: string
  createdAt: string | null
  processedAt: string | null
  updatedAt: string | null
  totalRefunded: string
  currencyCode: string
}

export interface CustomerInput {
  id: string
  displayName: string | null
  state: string | null
  createdAt: string
  updatedAt: string
  /** `Customer.amountSpent`: Shopify's own lifetime value, which lags; kept beside ours. */
  amountSpent: string | null
  amountSpentCurrencyCode: string | null
  /** `Customer.numberOfOrders` */
  ordersCount: string | null
  /** When this was read from Shopify. */
  readAt: string
}

export interface ProductInput {
  id: string
  title: string
  handle: string
  status: string
  vendor: string | null
  productType: string | null
  createdAt: string
  updatedAt: string
  variants: VariantInput[]
  /** True when `variants` is the whole list: only then do variants that are missing from it vanish. */
  variantsComplete: boolean
}

export interface VariantInput {
  id: string
  title: string
  sku: string | null
  price: string | null
  position: number
}

export interface ShopInput {
  name: string
  currencyCode: string
  /** IANA time zone, such as "America/New_York". */
  timeZone: string
  /** `plan.publicDisplayName` */
  plan: string | null
  readAt: string
}

/** An object that could not be mirrored; set aside with what Shopify sent, the sync goes on. */
export interface RejectedRow {
  entity: MirroredEntity
  entityId: string
  /** As it came, for the person who finds out why. */
  json: unknown
  /** A plain sentence. */
  reason: string
}

/** What a batch did. `changed + unchanged + stale + rejected` is the number of different ids in it. */
export interface IngestResult {
  /** Written, because new or different. */
  changed: number
  /** Same content as stored: not written at all. */
  unchanged: number
  /** Older than what is stored: left alone. */
  stale: number
  /** Set aside in `rejected_rows` (also see `rejectRows`, for what can't even be mapped). */
  rejected: number
}
