import type { Generated } from 'kysely'
import type { BigIntText, MoneyWithDefault } from './column-types.ts'
import type { Reversals } from './daily-sales.ts'

/** One variant's PRODUCT rows of one day, in one currency. */
export interface DailyProductSalesTable {
  tenant_id: string
  reversals: Reversals
  /** YYYY-MM-DD, in the shop's time zone. */
  day: string
  /** 0 where Shopify names no product: a custom line, or a product that was deleted. */
  product_id: BigIntText
  /** 0 where Shopify names no variant. */
  variant_id: BigIntText
  currency_code: string
  /** Sold less returned. */
  units: BigIntText
  /** Units that came back: negative as a rule. */
  returned_units: BigIntText
  gross_sales: MoneyWithDefault
  discounts: MoneyWithDefault
  returns: MoneyWithDefault
  net_sales: MoneyWithDefault
  /** How many ledger rows the row is made of. */
  entries: Generated<number>
}
