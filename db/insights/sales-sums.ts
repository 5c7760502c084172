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
  const ours = sql`filter (where d.currency_code = shop.currency_code)`
  const average = sql`sum(d.placed_value) ${ours} / nullif(sum(d.orders) ${ours}, 0)`
  return sql.join(
    [
      ...Object.entries(COLUMNS).map(([name, column]) =>
        rounded(name, sql`sum(d.${sql.id(column)}) ${ours}`),
      ),
      rounded('averageOrderValue', average),
    ],
    sql`,\n      `,
  )
}

function rounded(name: string, amount: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`round(coalesce(${amount}, 0), shop.digits)::text as ${sql.id(name)}`
}
