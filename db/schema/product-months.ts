import type { BigIntText, Money } from './column-types.ts'
import type { ProductSalesPart } from './daily-product-sales.ts'

/** `daily_product_sales` added up by month, for the months of `folded_months`. */
export interface ProductMonthsTable {
  tenant_id: string
  part: ProductSalesPart
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
  entries: number
  /** The last day on which units were sold; null: none were, or the row is a `moved` one. */
  last_sold_on: string | null
}
