import { type RawBuilder, sql } from 'kysely'
import { DAY_MEASURES, selectMeasures } from '../ingest/ledger-measures.ts'
import { type Filters, isUnfiltered } from './filters.ts'
import { ledgerOrders, productRows } from './ledger-orders.ts'
import type { Reversals } from './period.ts'
import type { Bounds } from './periods.ts'

export interface SalesRowsInput {
  filters: Filters
  reversals: Reversals
  timeZone: string
  bounds: Bounds
}

/**
 * A sub-select of the figures of the days inside the bounds, with the columns of `daily_sales`:
 * from the rollup that knows the filters, or, where a product is one of them, from its rows of the
 * ledger, which an index leads to. Days can come in several rows.
 */
export function salesRows(input: SalesRowsInput): RawBuilder<unknown> {
  if (input.filters.product !== undefined) return rowsOfProduct(input, input.filters.product)
  return isUnfiltered(input.filters) ? rowsOfRollup(input) : rowsOfSegments(input)
}

function rowsOfRollup({ reversals, bounds }: SalesRowsInput): RawBuilder<unknown> {
  return sql`
      select * from daily_sales
      where reversals = ${reversals} and ${on(sql`day`, bounds)}`
}

function rowsOfSegments({ filters, reversals, bounds }: SalesRowsInput): RawBuilder<unknown> {
  const { channel, customerType, presentmentCurrency, country } = filters
  const wanted = {
    channel,
    customer_type: customerType,
    presentment_currency_code: presentmentCurrency,
    country_code: country,
  }
  const conditions = Object.entries(wanted)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`and ${sql.ref(column)} = ${value}`)
  return sql`
      select * from daily_segment_sales
      where reversals = ${reversals} and ${on(sql`day`, bounds)}
        ${sql.join(conditions, sql` `)}`
}

/** Orders are those that were placed with the product, on their order date as always. */
function rowsOfProduct(input: SalesRowsInput, product: string): RawBuilder<unknown> {
  const { filters, reversals, timeZone, bounds } = input
  const time = reversals === 'event' ? sql`s.counted_at` : sql`o.processed_at`
  return sql`
      select s.day, s.currency_code,
        count(distinct s.order_id)
          filter (where s.reason = 'ORDER' and s.action_type = 'ORDER') as orders,
        ${selectMeasures(DAY_MEASURES)}
      from (
        select s.*, (${time} at time zone ${timeZone})::date as day
        from ${productRows(product)}
        join ${ledgerOrders(filters)} on o.id = s.order_id
        where ${time} >= ${bounds.since} and ${time} < ${bounds.until}
      ) as s
      where ${on(sql`s.day`, bounds)}
      group by s.day, s.currency_code`
}

function on(day: RawBuilder<unknown>, { from, to }: Bounds): RawBuilder<unknown> {
  return sql`${day} >= ${from} and ${day} <= ${to}`
}
