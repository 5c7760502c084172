import { sql, type RawBuilder } from 'kysely'
import { drainedRows, type Changes } from './drained-rows.ts'
import { isFew } from './few-changes.ts'
import { orderCounts } from './ledger-measures.ts'
import { orderDay } from './order-places.ts'
import { COUNTED_ORDER, COUNTED_SALE } from './rollup-tables.ts'
import { names } from './statement.ts'

/** Where an order counts: its own attributes, and its place among its customer's orders. */
const ORDER_LEVEL = [
  'order_day',
  'channel',
  'presentment_currency_code',
  'country_code',
  'customer_id',
  'customer_type',
  'cohort_month',
] as const

/** Amounts of a ledger row, which change their sign when the row is taken away. */
export const AMOUNTS = ['quantity', 'total_amount', 'discount_before_tax', 'tax_amount'] as const
/** What of a ledger row decides which figures it counts in. */
export const KINDS = ['reason', 'action_type', 'line_type'] as const

/** Some orders at one of their places. */
interface Source {
  name: string
  weight: 1 | -1
  /** Rows of `ORDER_LEVEL` with the order's id and currency. */
  orders: RawBuilder<unknown>
  /** A join of each order `o` with its counted ledger rows `s`. */
  sales: RawBuilder<unknown>
  /** A WHERE that leaves out orders `o` which count as they did. */
  changed?: RawBuilder<unknown>
}

/**
 * The CTE `facts`: ledger rows, and a row without a line type for each order itself (`orders`), with
 * weight −1 where and as they were counted until now, +1 where and as they count from now on. Amounts
 * carry that sign, so the measures of the ledger apply to them as they are. `event_day` is the day
 * on which a row happened, `order_day` that of its order. What is the same on both sides may be left out.
 *
 * Made of the CTEs of `drainedOrders` and, unless all orders are in their places, `resequence`. What
 * belongs to one of a few orders is looked up through its key: lateral with `offset 0`, which holds the
 * planner to that where it has no statistics yet.
 */
export function ledgerFacts(changes: Changes, inPlace: boolean): RawBuilder<unknown> {
  const sources = [
    ...sourcesOfDrained(changes, inPlace),
    ...(inPlace ? [] : sourcesOfMoved(changes)),
  ]
  const facts = sources.map(
    ({ name, weight, sales, changed = sql`` }) => sql`
      select
        ${sql.lit(weight)} as weight, null::integer as orders, ${names(ORDER_LEVEL, 'o')},
        (s.counted_at at time zone ${changes.zone}::text)::date as event_day, s.currency_code,
        ${names(KINDS, 's')},
        coalesce(s.product_id, 0) as product_id, coalesce(s.variant_id, 0) as variant_id,
        ${signed(weight)}
      from ${sql.table(name)} as o ${sales}
      union all
      select ${sql.lit(weight)}, ${sql.lit(weight)}, ${names(ORDER_LEVEL, 'o')}, o.order_day,
        o.order_currency, null, null, null, null, null, null, null, null, null
      from ${sql.table(name)} as o ${changed}
    `,
  )
  return sql`
    ${inPlace ? sql`` : sql`${movedOrders},`}
    ${sql.join(sources.map(({ name, orders }) => sql`${sql.ref(name)} as materialized (${orders})`))},
    ${isCancelled(changes) ? sql`${unchangedRows(changes)},` : sql``}
    facts as materialized (${sql.join(facts, sql` union all `)})
  `
}

function sourcesOfDrained(changes: Changes, inPlace: boolean): Source[] {
  const was = sql`(select order_id, customer_id, number = 1 as is_first, cohort_month from stored)`
  const at = (orders: string, place: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select ${attributes(sql`o.day`)}
    from ${sql.table(orders)} as o left join ${place} as place on place.order_id = o.id
  `
  const changed = isCancelled(changes)
    ? sql`where o.order_id not in (select order_id from unchanged_orders)`
    : sql``
  const taken: Source = {
    name: 'taken',
    weight: -1,
    changed,
    orders: at('counted', was),
    sales: salesOf('counted_sales', changes),
  }
  const added: Source = {
    name: 'added',
    weight: 1,
    changed,
    orders: at('drained', inPlace ? was : sql.table('places')),
    sales: salesOf('sales', changes),
  }
  return changes.counted ? [taken, added] : [added]
}

/**
 * The orders of `moved` as they are counted: those that wait for a drain of their own with what they
 * are counted for until then.
 */
const movedOrders = sql`
  moved_orders as materialized (
    select moved.*, o.*, true as copied
    from moved cross join lateral (
      select ${names(COUNTED_ORDER)} from counted_orders where counted_orders.id = moved.order_id
      offset 0
    ) as o
    union all
    select moved.*, ${names(COUNTED_ORDER, 'o')}, false
    from moved cross join lateral (
      select * from orders where orders.id = moved.order_id offset 0
    ) as o
    where ${orderCounts}
      and (select d.order_id from dirty_orders as d where d.order_id = o.id) is null
  )
`

function sourcesOfMoved({ zone }: Changes): Source[] {
  const sales = sql`
    cross join lateral (
      select ${names(COUNTED_SALE)} from sales where sales.order_id = o.order_id and not o.copied
      union all
      select ${names(COUNTED_SALE)} from counted_sales as c
      where c.order_id = o.order_id and o.copied
      offset 0
    ) as s
  `
  const at = (one: 'was' | 'now'): RawBuilder<unknown> => sql`
    select ${attributes(orderDay(zone))}, o.copied
    from moved_orders as o cross join lateral (
      select ${sql.raw(`${one}_customer_id as customer_id, ${one}_first as is_first,
        ${one}_cohort_month as cohort_month`)}
    ) as place
  `
  return [
    { name: 'moved_off', weight: -1, orders: at('was'), sales },
    { name: 'moved_to', weight: 1, orders: at('now'), sales },
  ]
}

/**
 * Whether what counts as it did is left out, instead of cancelling out in each of the sums: of a
 * refunded order most does. For a few orders it makes no difference.
 */
function isCancelled({ orders, counted }: Changes): boolean {
  return counted && !isFew(orders)
}

/** CTEs behind `taken` and `added`: their ledgers, and what of both counts as it did. */
function unchangedRows(changes: Changes): RawBuilder<unknown> {
  const rows = (table: 'sales' | 'counted_sales') =>
    sql`select ${names(COUNTED_SALE)} from ${drainedRows(table, 'order_id', changes)} as s`
  return sql`
    ledger_was as materialized (${rows('counted_sales')}),
    ledger_now as materialized (${rows('sales')}),
    unchanged_orders as materialized (
      select order_id from taken join added using (order_id)
      where (taken.*) is not distinct from (added.*)
        and order_id not in (select order_id from differing)
    ),
    unchanged_sales as materialized (
      select order_id, id from ledger_was join ledger_now using (order_id, id)
      where order_id in (select order_id from unchanged_orders)
        and (ledger_was.*) is not distinct from (ledger_now.*)
    )
  `
}

function salesOf(table: 'sales' | 'counted_sales', changes: Changes): RawBuilder<unknown> {
  if (isCancelled(changes))
    return sql`
      join ${table === 'sales' ? sql`ledger_now` : sql`ledger_was`} as s on s.order_id = o.order_id
        and (s.order_id, s.id) not in (select order_id, id from unchanged_sales)
    `
  if (!isFew(changes.orders))
    return sql`join ${drainedRows(table, 'order_id', changes)} as s on s.order_id = o.order_id`
  return sql`
    cross join lateral (
      select * from ${sql.table(table)} as one where one.order_id = o.order_id offset 0
    ) as s
  `
}

/** Of an order `o` of this day, standing at `place`. */
function attributes(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    o.id as order_id,
    ${day} as order_day,
    o.currency_code as order_currency,
    coalesce(o.source_name, '') as channel,
    o.presentment_currency_code,
    coalesce(o.country_code, '') as country_code,
    place.customer_id,
    case
      when place.customer_id is null then 'guest' when place.is_first then 'new' else 'returning'
    end as customer_type,
    place.cohort_month
  `
}

function signed(weight: 1 | -1): RawBuilder<unknown> {
  const sign = sql.raw(weight === 1 ? '' : '-')
  return sql.join(AMOUNTS.map((name) => sql`${sign}${sql.ref(`s.${name}`)} as ${sql.ref(name)}`))
}
