import type { GeneratedAlways } from 'kysely'
import type { BigIntText, Timestamp } from './column-types.ts'

/** Customers with orders whose lifetime value isn't what Shopify said last. */
export interface CustomerDriftTable {
  tenant_id: string
  customer_id: BigIntText
  /** Of both amounts; null where they are not in one currency. */
  currency_code: string | null
  /** Ours less Shopify's; null where they are not in one currency. */
  difference: string | null
  shopify_read_at: Timestamp | null
  /** Ascending, the largest difference comes first. */
  drift_rank: GeneratedAlways<string | null>
}
