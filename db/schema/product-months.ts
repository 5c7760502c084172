import type { BigIntText, Money } from './column-types.ts'
import type { Reversals } from './daily-sales.ts'

/** `daily_product_sales` added up by month, for the months of `folded_months`. */
export interface ProductMonthsTable {
  tenant_id: string
  reversals: Reversals
  /** Its first day, in the shop's time zone. */
  month: string
  product_id: BigIntText
  variant_id: BigIntText
  currency_code: string
  units: BigIntText
  returned_units: BigIntText
  gross_sales: Money
  discounts: Money
  returns: Money
  net_sales: Money
  /** The last day on which units were sold; null: none were. */
  last_sold_on: string | null
}
