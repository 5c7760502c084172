import type { Generated } from 'kysely'

/** Orders on a day by the day of an earlier order of the same customer. Days are in the shop's zone. */
export interface OrderingGapsTable {
  tenant_id: string
  /** 1: the earlier order is the one before; 2: the one before that. */
  steps: number
  /** YYYY-MM-DD */
  earlier_day: string
  /** YYYY-MM-DD */
  day: string
  orders: Generated<number>
  /** Those of `orders` that are their customer's second ever; 0 for steps 2. */
  second_orders: Generated<number>
}

/** `ordering_gaps`, by the month of the earlier day. */
export interface OrderingGapMonthsTable extends Omit<OrderingGapsTable, 'earlier_day'> {
  /** First day of the month. */
  earlier_month: string
}
