import type { BigIntText } from './column-types.ts'

/**
 * How many rows of `customer_values` lie in a narrow interval of a measure, so that the value below
 * which any share of the customers lies is found without reading them all.
 */
export interface CustomerSpreadTable {
  tenant_id: string
  currency_code: string
  /** Of `spent_rank`, `orders_count`, or the UTC day of `last_order_at`. */
  measure: 'spent' | 'orders' | 'last_order'
  /** The interval's lower end; for days, days since 1970. */
  bucket: BigIntText
  customers: BigIntText
}
