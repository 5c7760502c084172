import type { GeneratedAlways } from 'kysely'
import type { BigIntText, Money, Timestamp, TimestampWithDefault } from './column-types.ts'

/** Shopify's customers, with as little about the person as the dashboard needs. */
export interface CustomersTable {
  tenant_id: string
  id: BigIntText
  /** Null when Shopify hides or redacted it. */
  display_name: string | null
  state: string | null
  created_at: Timestamp
  updated_at: Timestamp
  /** `Customer.amountSpent` as last read: it lags; ours is `customer_values.total_spent`. */
  shopify_amount_spent: Money | null
  shopify_currency_code: string | null
  /** `Customer.numberOfOrders` as last read. */
  shopify_orders_count: BigIntText | null
  /** When the two values above were read. */
  shopify_read_at: Timestamp | null
  /** The name without case and accents. */
  search_name: GeneratedAlways<string | null>
  /** Its last word. */
  search_last_name: GeneratedAlways<string | null>
  deleted_at: Timestamp | null
  content_hash: Buffer
  synced_at: TimestampWithDefault
}
