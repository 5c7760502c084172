import { type RawBuilder, sql } from 'kysely'
import { minorDigits } from './money.ts'

/** The money columns of `daily_sales`, by the names that figures have outside. */
const COLUMNS = {
  totalSales: 'total_sales',
  grossSales: 'gross_sales',
  discounts: 'discounts',
  returns: 'returns',
  netSales: 'net_sales',
  shipping: 'shipping',
  duties: 'duties',
  fees: 'fees',
  taxes: 'taxes',
  tips: 'tips',
  tipTaxes: 'tip_taxes',
  giftCards: 'gift_cards',
  giftCardTaxes: 'gift_card_taxes',
} as const

/** Exact decimal strings, padded to the minor digits of the shop's currency. */
export type SalesSums = Record<keyof typeof COLUMNS | 'averageOrderValue', string>

/** The CTE `shop`, which `salesSums` rounds by and picks the rows of one currency by. */
export function shopTerms(currencyCode: string): RawBuilder<unknown> {
  const digits = minorDigits(currencyCode)
  return sql`shop as (select ${currencyCode}::text as currency_code, ${digits}::int as digits)`
}

/**
 * Select list over `daily_sales d`, grouped by `shop.digits`: figures in the shop's currency only.
 * Average order value is the placed value of the orders divided by their number.
 */
export function salesSums(): RawBuilder<unknown> {
  return figures(
    (column) => sql`sum(d.${sql.id(column)}) filter (where d.currency_code = shop.currency_code)`,
  )
}

/** The same of one row `d`, or none, in the shop's currency. */
export function salesOfRow(): RawBuilder<unknown> {
  return figures((column) => sql`d.${sql.id(column)}`)
}

function figures(amount: (column: string) => RawBuilder<unknown>): RawBuilder<unknown> {
  const average = sql`${amount('placed_value')} / nullif(${amount('orders')}, 0)`
  return sql.join(
    [
      ...Object.entries(COLUMNS).map(([name, column]) => rounded(name, amount(column))),
      rounded('averageOrderValue', average),
    ],
    sql`,\n      `,
  )
}

/** Arrives as a string all the same; a cast to text would write each amount twice. */
function rounded(name: string, amount: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`round(coalesce(${amount}, 0), shop.digits) as ${sql.id(name)}`
}
