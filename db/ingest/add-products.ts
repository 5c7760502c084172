import { sql, type RawBuilder } from 'kysely'
import { addByDay, isDifferent } from './add-differences.ts'
import { markStaleMonths } from './fold-product-months.ts'
import { AMOUNTS, KINDS } from './ledger-facts.ts'
import { PRODUCT_MEASURES, selectMeasures } from './ledger-measures.ts'
import { DAILY_PRODUCT_SALES } from './rollup-tables.ts'
import { names } from './statement.ts'

const PRODUCT = DAILY_PRODUCT_SALES.key.slice(2)

/**
 * CTEs that add the differences of `facts` to `daily_product_sales`. `products_written` says which
 * rows have to go.
 */
export function addProducts(orders: readonly string[]): RawBuilder<unknown> {
  return sql`
    products as materialized (
      select * from (${eventPart} union all ${movedPart}) as parts
      where ${isDifferent(DAILY_PRODUCT_SALES)}
    ),
    ${addByDay(DAILY_PRODUCT_SALES, { name: 'products', from: 'products' }, orders)},
    ${markStaleMonths(sql`products`)}
  `
}

const eventPart = sql`
  select 'event' as part, event_day as day, ${names(PRODUCT)}, ${selectMeasures(PRODUCT_MEASURES)},
    sum(weight)::integer as entries
  from facts as s
  where line_type = 'PRODUCT'
  group by event_day, ${names(PRODUCT)}
`

/** Of each row of another day than its order's, which are few, one that takes away and one that adds. */
const movedPart = sql`
  select 'moved', day, ${names(PRODUCT)}, ${selectMeasures(PRODUCT_MEASURES)},
    sum(weight)::integer as entries
  from (
    select case way when 1 then order_day else event_day end as day, ${names(PRODUCT)},
      ${names(KINDS)}, weight * way as weight,
      ${sql.join(AMOUNTS.map((name) => sql`${sql.ref(name)} * way as ${sql.ref(name)}`))}
    from facts cross join (values (1), (-1)) as ways (way)
    where line_type = 'PRODUCT' and event_day <> order_day
  ) as s
  group by day, ${names(PRODUCT)}
`
