import type { BigIntText, Money } from './column-types.ts'

/** The lines of an order, removed ones included. */
export interface OrderLinesTable {
  tenant_id: string
  order_id: BigIntText
  id: BigIntText
  product_id: BigIntText | null
  variant_id: BigIntText | null
  title: string
  sku: string | null
  /** As ordered. */
  quantity: number
  /** After edits, refunds and removals. */
  current_quantity: number
  is_gift_card: boolean
  unit_price: Money
}
