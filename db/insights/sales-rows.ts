import { type RawBuilder, sql } from 'kysely'
import { DAY_MEASURES, selectMeasures } from '../ingest/ledger-measures.ts'
import { type Filters, isUnfiltered } from './filters.ts'
import { ledgerOrders, productRows, type SegmentColumn } from './ledger-orders.ts'
import type { Reversals } from './period.ts'
import type { Bounds } from './periods.ts'

export interface SalesRowsInput {
  filters: Filters
  reversals: Reversals
  timeZone: string
  bounds: Bounds
  /** Keeps this column, so that the figures can be split by it. */
  by?: SegmentColumn
}

/**
 * A sub-select of the figures of the days inside the bounds, with the columns of `daily_sales`:
 * from the rollup that knows the filters, or, where a product is one of them, from its rows of the
 * ledger, which an index leads to. Days can come in several rows.
 */
export function salesRows(input: SalesRowsInput): RawBuilder<unknown> {
  if (input.filters.product !== undefined) return rowsOfProduct(input, input.filters.product)
  const whole = isUnfiltered(input.filters) && input.by === undefined
  return whole ? rowsOfRollup(input) : rowsOfSegments(input)
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
  const { filters, reversals, timeZone, bounds, by } = input
  const time = reversals === 'event' ? sql`s.counted_at` : sql`o.processed_at`
  const splitBy = (alias: 'o' | 's') =>
    by === undefined ? sql`` : sql`, ${sql.ref(`${alias}.${by}`)}`
  return sql`
      select s.day, s.currency_code${splitBy('s')},
        count(distinct s.order_id)
          filter (where s.reason = 'ORDER' and s.action_type = 'ORDER') as orders,
        ${selectMeasures(DAY_MEASURES)}
      from (
        select s.*, (${time} at time zone ${timeZone})::date as day${splitBy('o')}
        from ${productRows(product)}
        join ${ledgerOrders(filters)} on o.id = s.order_id
        where ${time} >= ${bounds.since} and ${time} < ${bounds.until}
      ) as s
      where ${on(sql`s.day`, bounds)}
      group by s.day, s.currency_code${splitBy('s')}`
}

function on(day: RawBuilder<unknown>, { from, to }: Bounds): RawBuilder<unknown> {
  return sql`${day} >= ${from} and ${day} <= ${to}`
}
