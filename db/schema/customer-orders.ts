import type { BigIntText, Timestamp } from './column-types.ts'

/**
 * The place of a counted order among its customer's orders, by order date, then id. Orders of guests
 * and of deleted customers have no row. Days and months are in the shop's time zone.
 */
export interface CustomerOrdersTable {
  tenant_id: string
  order_id: BigIntText
  customer_id: BigIntText
  processed_at: Timestamp
  /** YYYY-MM-DD */
  day: string
  currency_code: string
  /** 1: the customer's first ever, 2: the second, 3: any later one. */
  number: number
  /** The day of the customer's order before this one. */
  previous_day: string | null
  /** The day of the one before that. */
  second_previous_day: string | null
  /** First day of the month of the customer's first order. */
  cohort_month: string
}
