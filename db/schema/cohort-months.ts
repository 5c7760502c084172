import type { Generated } from 'kysely'
import type { MoneyWithDefault } from './column-types.ts'

/**
 * What the customers whose first order lies in one month did in another. Months are their first
 * days, in the shop's zone. A row stands for one currency.
 */
export interface CohortMonthsTable {
  tenant_id: string
  cohort_month: string
  month: string
  currency_code: string
  /** Who ordered in `month`; once each, in the currency of the first order there. */
  customers: Generated<number>
  orders: Generated<number>
  /** A reversal counts in the month in which it happened. */
  event_net_sales: MoneyWithDefault
  event_total_sales: MoneyWithDefault
  /** A reversal counts in the month of its order. */
  order_net_sales: MoneyWithDefault
  order_total_sales: MoneyWithDefault
  /** How many orders and ledger rows the row is made of, in both views. */
  entries: Generated<number>
}
