import type { BigIntText, Money, Timestamp } from './column-types.ts'

/**
 * What the rollups count a dirty order for: a copy made before it was first changed. None for an
 * order that counts nowhere. Columns are those of `orders`.
 */
export interface CountedOrdersTable {
  tenant_id: string
  id: BigIntText
  customer_id: BigIntText | null
  processed_at: Timestamp
  currency_code: string
  presentment_currency_code: string
  source_name: string | null
  country_code: string | null
}

/** The ledger of such an order; columns are those of `sales`. */
export interface CountedSalesTable {
  tenant_id: string
  order_id: BigIntText
  id: BigIntText
  counted_at: Timestamp
  reason: string
  action_type: string
  line_type: string
  quantity: number | null
  total_amount: Money
  discount_before_tax: Money
  tax_amount: Money
  currency_code: string
  product_id: BigIntText | null
  variant_id: BigIntText | null
}
