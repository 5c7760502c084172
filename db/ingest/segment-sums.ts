import { sql, type RawBuilder } from 'kysely'
import { AMOUNTS, KINDS } from './ledger-facts.ts'
import { DAY_MEASURES, selectMeasures } from './ledger-measures.ts'
import { DAILY_SEGMENT_SALES } from './rollup-tables.ts'
import { names } from './statement.ts'

const SEGMENT = DAILY_SEGMENT_SALES.key.slice(2)
const KIND_KEY = [...SEGMENT, ...KINDS]

/**
 * The CTE `segments`: differences of `daily_segment_sales`, made of `facts`. What is alike but for its
 * amounts is added up first (`segment_facts`, a few rows for each segment and day), so that the many
 * conditions of the measures are looked at once for all of it, and both views come from that.
 */
export const segmentSums = sql`
  segment_facts as materialized (
    select event_day, order_day, ${names(KIND_KEY)}, sum(weight)::integer as weight,
      sum(orders)::integer as orders,
      ${sql.join(AMOUNTS.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`))}
    from facts
    group by event_day, order_day, ${names(KIND_KEY)}
  ),
  segments as materialized (
    ${inView('event', sql`event_day`)} union all ${inView('order', sql`order_day`)}
  )
`

function inView(reversals: 'event' | 'order', day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select ${sql.lit(reversals)} as reversals, ${day} as day, ${names(SEGMENT)},
      coalesce(sum(orders), 0)::integer as orders, ${selectMeasures(DAY_MEASURES)},
      sum(weight)::integer as entries
    from segment_facts as s
    group by ${day}, ${names(SEGMENT)}
  `
}
