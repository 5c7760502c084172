import type { BigIntText, Money, TimestampWithDefault } from './column-types.ts'

/** Shopify's product variants. */
export interface VariantsTable {
  tenant_id: string
  id: BigIntText
  product_id: BigIntText
  title: string
  sku: string | null
  /** In the shop's currency. */
  price: Money | null
  position: number
  synced_at: TimestampWithDefault
}
