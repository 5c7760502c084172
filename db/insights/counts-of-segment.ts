import { type RawBuilder, sql } from 'kysely'
import type { CustomerType } from '../schema/daily-segment-sales.ts'
import type { Filters } from './filters.ts'
import { boundsOfP } from './periods.ts'
import { salesRows } from './sales-rows.ts'

/**
 * `counts` of each row `p` of `periods`, of the orders that pass filters by what an order has. A first
 * order stands for one customer; how many customers stand behind later ones is not known by day.
 */
export function countsOfSegment(filters: Filters): RawBuilder<unknown> {
  const rows = salesRows({ filters, reversals: 'event', timeZone: 'UTC', bounds: boundsOfP })
  return sql`counts as (
      select
        p.place,
        d.guests,
        d.first as new_customers,
        ${OF_TYPE[filters.customerType ?? 'all']}
      from periods p
      cross join lateral (
        select
          coalesce(sum(orders) filter (where customer_type = 'guest'), 0) as guests,
          coalesce(sum(orders) filter (where customer_type = 'new'), 0) as first
        from (${rows}
        ) as d
        offset 0
      ) as d
    )`
}

const OF_TYPE: Record<CustomerType | 'all', RawBuilder<unknown>> = {
  all: sql`null::int as ordering,
        null::int as repeating_customers,
        null::int as returning_customers`,
  guest: sql`0 as ordering,
        0 as repeating_customers,
        0 as returning_customers`,
  new: sql`d.first as ordering,
        0 as repeating_customers,
        null::int as returning_customers`,
  returning: sql`null::int as ordering,
        null::int as repeating_customers,
        null::int as returning_customers`,
}
