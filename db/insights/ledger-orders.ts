import { type RawBuilder, sql } from 'kysely'
import type { Filters } from './filters.ts'

/** What the figures can be split by, as `daily_segment_sales` calls it. */
export type SegmentColumn =
  'channel' | 'customer_type' | 'presentment_currency_code' | 'country_code'

/**
 * The orders `o` that count and pass the filters, with `customer_id` and `number` of
 * `customer_orders`, which are null for a guest's, and the columns of a segment. The filter by product
 * is `productRows`'.
 */
export function ledgerOrders(filters: Filters): RawBuilder<unknown> {
  const { channel, customerType, presentmentCurrency, country } = filters
  const conditions = [
    channel !== undefined && sql`and coalesce(o.source_name, '') = ${channel}`,
    presentmentCurrency !== undefined &&
      sql`and o.presentment_currency_code = ${presentmentCurrency}`,
    country !== undefined && sql`and coalesce(o.country_code, '') = ${country}`,
    customerType !== undefined && sql`and ${OF_TYPE[customerType]}`,
  ].filter((condition) => condition !== false)
  return sql`(
          select o.id, o.processed_at, c.customer_id, c.number,
            coalesce(o.source_name, '') as channel,
            coalesce(o.country_code, '') as country_code,
            o.presentment_currency_code,
            case when c.number is null then 'guest' when c.number = 1 then 'new'
              else 'returning' end as customer_type
          from orders o
          left join customer_orders c on c.order_id = o.id
          where o.deleted_at is null and not o.test ${sql.join(conditions, sql` `)}
        ) as o`
}

const OF_TYPE = {
  new: sql`c.number = 1`,
  returning: sql`c.number > 1`,
  guest: sql`c.number is null`,
}

/** The rows `s` of the ledger that sold a product or took it back. */
export function productRows(product: string): RawBuilder<unknown> {
  return sql`(select * from sales where product_id = ${product} and line_type = 'PRODUCT') as s`
}
