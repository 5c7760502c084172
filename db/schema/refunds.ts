import type { BigIntText, Money, Timestamp } from './column-types.ts'

/** Refunds as documents; the money they move is in `sales`. */
export interface RefundsTable {
  tenant_id: string
  order_id: BigIntText
  id: BigIntText
  created_at: Timestamp | null
  processed_at: Timestamp | null
  updated_at: Timestamp | null
  total_refunded: Money
  currency_code: string
}
