import type { BigIntText, Timestamp, TimestampWithDefault } from './column-types.ts'

/** Shopify's products. */
export interface ProductsTable {
  tenant_id: string
  /** Shopify's numeric id. */
  id: BigIntText
  title: string
  handle: string
  /** ACTIVE, ARCHIVED, DRAFT, … */
  status: string
  vendor: string | null
  product_type: string | null
  created_at: Timestamp
  updated_at: Timestamp
  /** When we learned that Shopify no longer has it. */
  deleted_at: Timestamp | null
  /** Fingerprint of what Shopify said: decides whether a row changed. */
  content_hash: Buffer
  /** When the row was last written. */
  synced_at: TimestampWithDefault
}
