import type { Generated } from 'kysely'
import type { BigIntText, MoneyWithDefault } from './column-types.ts'

/**
 * What a row says of its day. `event`: what counts there with each ledger row on the day on which it
 * happened. `moved`: what has to be added to that so that all count on the days of their orders: of a
 * later return, refund or edit, minus its figures on the day on which it happened and plus them on the
 * day of its order. So the view of reversals by `event` is the one, by `order` both added up, and the
 * rows that nothing moves, nearly all, are there once.
 */
export type ProductSalesPart = 'event' | 'moved'

/**
 * One variant's PRODUCT rows of one day, in one currency. Not split by what their orders have (channel,
 * customer type, country, currency of presentment): in a shop that sells 1,000 products in 1,370 orders
 * a day that makes 1.8 times the rows, in 5,479 orders a day 3.6 times, and of `product_months`, whose
 * smallness is what a year of products is read by, 14 and 30 times. A late order that makes its
 * customer's others returning ones would move the rows of all of them, too.
 */
export interface DailyProductSalesTable {
  tenant_id: string
  part: ProductSalesPart
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
  /** How many ledger rows the row is made of, `moved` ones counted with their sign. */
  entries: Generated<number>
}
