import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Filters } from './filters.ts'
import type { SegmentColumn } from './ledger-orders.ts'
import type { Period, Reversals } from './period.ts'
import { boundsOf } from './periods.ts'
import type { SalesFigures } from './sales-figures.ts'
import { salesRows } from './sales-rows.ts'
import { salesSums, shopTerms } from './sales-sums.ts'

/** The filters that figures can be split by as well. */
export type Segment = 'channel' | 'customerType' | 'presentmentCurrency' | 'country'

const COLUMNS: Record<Segment, SegmentColumn> = {
  channel: 'channel',
  customerType: 'customer_type',
  presentmentCurrency: 'presentment_currency_code',
  country: 'country_code',
}

export interface SalesBySegmentInput {
  range: Period
  by: Segment
  reversals: Reversals
  filters: Filters
  currencyCode: string
  timeZone: string
}

/** `key` is the value of the filter that lets exactly these through. */
export type SegmentFigures = SalesFigures & { key: string }

/** The figures of a period for each value that its sales have, by total sales. They add up to all. */
export async function salesBySegment(
  trx: TenantTrx,
  { range, by, reversals, filters, currencyCode, timeZone }: SalesBySegmentInput,
): Promise<SegmentFigures[]> {
  const column = COLUMNS[by]
  const bounds = boundsOf(range)
  const { rows } = await sql<SegmentFigures>`
    with ${shopTerms(currencyCode)}
    select
      d.${sql.ref(column)} as key,
      coalesce(sum(d.orders), 0)::int as orders,
      coalesce(sum(d.units), 0)::int as units,
      ${salesSums()}
    from (${salesRows({ filters, reversals, timeZone, bounds, by: column })}
    ) as d
    cross join shop
    group by d.${sql.ref(column)}, shop.digits
    order by
      sum(d.total_sales) filter (where d.currency_code = shop.currency_code) desc nulls last,
      key
  `.execute(trx)
  return rows
}
