import type { BigIntText, Money, Timestamp } from './column-types.ts'

/**
 * The sales ledger: one row for each sale of each sales agreement. Every money figure is a sum over
 * these rows. Amounts are in the shop's currency and signed as Shopify signs them: RETURN rows are
 * negative. Net is `total_amount - tax_amount`, gross is net + `discount_before_tax`.
 */
export interface SalesTable {
  tenant_id: string
  order_id: BigIntText
  /** Shopify's numeric id of the sale. */
  id: BigIntText
  agreement_id: BigIntText
  /** The agreement's reason. */
  reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND' | 'RETURN'
  /** When the agreement happened, as Shopify says. */
  happened_at: Timestamp
  /** The time that decides the row's day: the order date for reason ORDER, else `happened_at`. */
  counted_at: Timestamp
  action_type: 'ORDER' | 'RETURN' | 'UPDATE' | 'UNKNOWN'
  line_type:
    | 'PRODUCT'
    | 'SHIPPING'
    | 'TIP'
    | 'GIFT_CARD'
    | 'DUTY'
    | 'FEE'
    | 'ADDITIONAL_FEE'
    | 'ADJUSTMENT'
    | 'UNKNOWN'
  quantity: number | null
  /** After discounts and with tax. */
  total_amount: Money
  discount_before_tax: Money
  discount_after_tax: Money
  tax_amount: Money
  currency_code: string
  /** `total_amount` in the currency that the customer saw. */
  presentment_total: Money
  presentment_currency_code: string
  line_item_id: BigIntText | null
  product_id: BigIntText | null
  variant_id: BigIntText | null
}
