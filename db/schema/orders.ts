import type {
  BigIntText,
  Money,
  MoneyWithDefault,
  Timestamp,
  TimestampWithDefault,
} from './column-types.ts'

/** Shopify's orders. Their money figures come from `sales`, not from the totals kept here. */
export interface OrdersTable {
  tenant_id: string
  id: BigIntText
  /** "#1001" */
  name: string
  /** Null for a guest. */
  customer_id: BigIntText | null
  /** The order date, as Shopify's reports use it. */
  processed_at: Timestamp
  created_at: Timestamp
  updated_at: Timestamp
  cancelled_at: Timestamp | null
  /** Shopify's `OrderCancelReason`; null where it was not cancelled, or read before this was kept. */
  cancel_reason: string | null
  /** Test orders count nowhere. */
  test: boolean
  /** The shop's currency when the order was placed: that of every amount below. */
  currency_code: string
  presentment_currency_code: string
  financial_status: string | null
  fulfillment_status: string | null
  source_name: string | null
  /** ISO 3166 alpha-2: where the order goes, else is billed to. Null where not known or not shown. */
  country_code: string | null
  original_total: Money
  current_total: Money
  total_refunded: Money
  cash_rounding: Money
  refund_discrepancy: Money
  /** Sum of the order's ledger minus `current_total`, rounding allowed for. 0: it balances. */
  ledger_difference: MoneyWithDefault
  /** Deleted orders count nowhere. */
  deleted_at: Timestamp | null
  content_hash: Buffer
  synced_at: TimestampWithDefault
}
