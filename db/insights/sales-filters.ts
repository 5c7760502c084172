import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Segment } from './sales-by-segment.ts'

/** The values that the shop's sales have, by number of orders: what a filter can be set to. */
export type SalesFilters = Record<Segment, { value: string; orders: number }[]>

/** All time, from the order dates of `daily_segment_sales`. */
export async function salesFilters(trx: TenantTrx): Promise<SalesFilters> {
  const { rows } = await sql<{ segment: Segment; value: string; orders: number }>`
    select
      case
        when grouping(channel) = 0 then 'channel'
        when grouping(customer_type) = 0 then 'customerType'
        when grouping(presentment_currency_code) = 0 then 'presentmentCurrency'
        else 'country'
      end as segment,
      coalesce(channel, customer_type, presentment_currency_code, country_code) as value,
      sum(orders)::int as orders
    from daily_segment_sales
    where reversals = 'order'
    group by grouping sets (
      (channel), (customer_type), (presentment_currency_code), (country_code)
    )
    order by orders desc, value
  `.execute(trx)
  const found: SalesFilters = {
    channel: [],
    customerType: [],
    presentmentCurrency: [],
    country: [],
  }
  for (const { segment, value, orders } of rows) found[segment].push({ value, orders })
  return found
}
