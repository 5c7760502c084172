import type { Generated } from 'kysely'
import type { BigIntText, MoneyWithDefault } from './column-types.ts'

/**
 * Whether a reversal counts on the day it happened (`event`, as Shopify's sales reports do) or on
 * the day of the order it belongs to (`order`).
 */
export type Reversals = 'event' | 'order'

/** The shop's figures of one day in one currency. A day is a day in the shop's time zone. */
export interface DailySalesTable {
  tenant_id: string
  reversals: Reversals
  /** YYYY-MM-DD */
  day: string
  currency_code: string
  /** Orders whose order date is this day. */
  orders: Generated<number>
  /** Units of PRODUCT rows, reversals netted. */
  units: BigIntText
  gross_sales: MoneyWithDefault
  /** Negative. */
  discounts: MoneyWithDefault
  /** Negative as a rule. */
  returns: MoneyWithDefault
  /** gross_sales + discounts + returns */
  net_sales: MoneyWithDefault
  shipping: MoneyWithDefault
  duties: MoneyWithDefault
  fees: MoneyWithDefault
  /** Of all rows but tips and gift cards. */
  taxes: MoneyWithDefault
  /** net_sales + shipping + duties + fees + taxes */
  total_sales: MoneyWithDefault
  tips: MoneyWithDefault
  tip_taxes: MoneyWithDefault
  gift_cards: MoneyWithDefault
  gift_card_taxes: MoneyWithDefault
  /** Gross sales + discounts of the placing agreements of the day's orders. */
  placed_value: MoneyWithDefault
  /** How many orders and ledger rows the row is made of. */
  entries: Generated<number>
}
