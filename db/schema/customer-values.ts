import type { GeneratedAlways } from 'kysely'
import type { BigIntText, Money, MoneyWithDefault, Timestamp } from './column-types.ts'

/** Lifetime values: total sales of all of a customer's orders that count, reversals netted. */
export interface CustomerValuesTable {
  tenant_id: string
  customer_id: BigIntText
  currency_code: string
  total_spent: Money
  /** Ten-thousandths of it, negated: ascending, the highest value comes first. */
  spent_rank: GeneratedAlways<string>
  /** Gross sales + discounts of the placing agreements: over `orders_count`, the average order. */
  placed_value: MoneyWithDefault
  orders_count: number
  first_order_at: Timestamp
  last_order_at: Timestamp
  /** First day of the month of the customer's first order, in the shop's time zone. */
  cohort_month: string
}
