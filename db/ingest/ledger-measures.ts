import { sql, type RawBuilder } from 'kysely'

/**
 * The figures of metrics.md as sums over ledger rows: `s` is the table `sales`, or has its columns.
 *
 * A row's net is `total − tax`, its gross is net + before-tax discount. Line types and actions that
 * these lists don't name fall under returns, as UNKNOWN does, so that always
 * total sales = net sales + shipping + duties + fees + taxes.
 */

const net = sql`(s.total_amount - s.tax_amount)`
const gross = sql`(s.total_amount - s.tax_amount + s.discount_before_tax)`
const sold = sql`s.line_type = 'PRODUCT' and s.action_type = 'ORDER'`
const productReturned = sql`s.line_type = 'PRODUCT' and s.action_type <> 'ORDER'`
const returned = sql`
  ${productReturned} or s.line_type not in
    ('PRODUCT', 'SHIPPING', 'DUTY', 'FEE', 'ADDITIONAL_FEE', 'TIP', 'GIFT_CARD')
`
/** Test orders and deleted orders (`o`) count nowhere. */
export const orderCounts = sql`not o.test and o.deleted_at is null`

/** Tips and gift cards are shown apart from sales. */
export const countsAsSales = sql`s.line_type not in ('TIP', 'GIFT_CARD')`

/** What the placing agreements sold, the numerator of the average order value. */
export const placedValue = total(net, sql`${sold} and s.reason = 'ORDER'`)

/** Per day. */
export const DAY_MEASURES: Readonly<Record<string, RawBuilder<unknown>>> = {
  units: total(sql`s.quantity`, sql`s.line_type = 'PRODUCT'`),
  gross_sales: total(gross, sold),
  discounts: total(sql`-s.discount_before_tax`, sold),
  returns: total(net, returned),
  net_sales: total(net, sql`(${sold}) or ${returned}`),
  shipping: total(net, sql`s.line_type = 'SHIPPING'`),
  duties: total(net, sql`s.line_type = 'DUTY'`),
  fees: total(net, sql`s.line_type in ('FEE', 'ADDITIONAL_FEE')`),
  taxes: total(sql`s.tax_amount`, countsAsSales),
  total_sales: total(sql`s.total_amount`, countsAsSales),
  tips: total(net, sql`s.line_type = 'TIP'`),
  tip_taxes: total(sql`s.tax_amount`, sql`s.line_type = 'TIP'`),
  gift_cards: total(net, sql`s.line_type = 'GIFT_CARD'`),
  gift_card_taxes: total(sql`s.tax_amount`, sql`s.line_type = 'GIFT_CARD'`),
  placed_value: placedValue,
}

/** Per day and variant, over PRODUCT rows; units are net of `returned_units`, what came back. */
export const PRODUCT_MEASURES: Readonly<Record<string, RawBuilder<unknown>>> = {
  units: total(sql`s.quantity`, sql`true`),
  returned_units: total(sql`s.quantity`, productReturned),
  gross_sales: total(gross, sold),
  discounts: total(sql`-s.discount_before_tax`, sold),
  returns: total(net, productReturned),
  net_sales: total(net, sql`true`),
}

function total(amount: RawBuilder<unknown>, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(sum(${amount}) filter (where ${rows}), 0)`
}

/** `expression as name, …` */
export function selectMeasures(
  measures: Readonly<Record<string, RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  return sql.join(Object.entries(measures).map(([name, sum]) => sql`${sum} as ${sql.ref(name)}`))
}
