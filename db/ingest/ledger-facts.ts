import { sql, type RawBuilder } from 'kysely'
import { drainedRows, type Changes } from './drained-rows.ts'
import { orderCounts } from './ledger-measures.ts'
import type { Move } from './resequence.ts'
import { COUNTED_ORDER, COUNTED_SALE } from './rollup-tables.ts'
import { lookedUp, names, recordset } from './statement.ts'

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
}

/**
 * The CTE `facts`: ledger rows, and a row without a line type for each order itself (`orders`), with
 * weight −1 where and as they were counted until now, +1 where and as they count from now on. Amounts
 * carry that sign, so the measures of the ledger apply to them as they are. `event_day` is the day
 * on which a row happened, `order_day` that of its order.
 *
 * What belongs to an order is looked up through its key: lateral with `offset 0`, which holds the
 * planner to that where it has no statistics yet.
 */
export function ledgerFacts(changes: Changes, moves: readonly Move[]): RawBuilder<unknown> {
  const sources = toSources(changes, moves)
  const facts = sources.map(
    ({ name, weight, sales }) => sql`
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
      from ${sql.table(name)} as o
    `,
  )
  return sql`
    ${sql.join(sources.map(({ name, orders }) => sql`${sql.ref(name)} as materialized (${orders})`))},
    facts as materialized (${sql.join(facts, sql` union all `)})
  `
}

function toSources(changes: Changes, moves: readonly Move[]): Source[] {
  const { zone, orders, counted } = changes
  const drained = new Set(orders)
  const others = moves.map((move) => move.order_id).filter((id) => !drained.has(id))
  const attributes = toAttributes(zone)
  const now = changes.dense ? placesNow(changes) : placeNow
  const taken: Source[] = [
    {
      name: 'taken',
      weight: -1,
      orders: sql`
        select ${attributes} from ${drainedRows('counted_orders', 'id', changes)} as o
        ${until(moves, now)}
      `,
      sales: salesOf('counted_sales', changes),
    },
  ]
  const drainedOrders: Source[] = [
    ...(counted ? taken : []),
    {
      name: 'added',
      weight: 1,
      orders: sql`
        select ${attributes} from ${drainedRows('orders', 'id', changes)} as o
        ${now(PLACE)}
        where ${orderCounts}
      `,
      sales: salesOf('sales', changes),
    },
  ]
  if (others.length === 0) return drainedOrders
  const known = sql`(
    select ${names(COUNTED_ORDER)}, true as copied
    from ${lookedUp('counted_orders', 'id', others)} as o
    union all
    select ${names(COUNTED_ORDER)}, false from ${lookedUp('orders', 'id', others)} as o
    where ${orderCounts}
      and (select d.order_id from dirty_orders as d where d.order_id = o.id) is null
  )`
  const sales = sql`
    cross join lateral (
      select ${names(COUNTED_SALE)} from sales where sales.order_id = o.order_id and not o.copied
      union all
      select ${names(COUNTED_SALE)} from counted_sales as c
      where c.order_id = o.order_id and o.copied
      offset 0
    ) as s
  `
  const moving = (name: string, weight: 1 | -1, place: RawBuilder<unknown>): Source => ({
    name,
    weight,
    orders: sql`select ${attributes}, o.copied from ${known} as o ${place}`,
    sales,
  })
  return [
    ...drainedOrders,
    moving('moved_off', -1, until(moves, placeNow)),
    moving('moved_to', 1, placeNow(PLACE)),
  ]
}

function salesOf(table: 'sales' | 'counted_sales', changes: Changes): RawBuilder<unknown> {
  if (changes.dense)
    return sql`join ${drainedRows(table, 'order_id', changes)} as s on s.order_id = o.order_id`
  return sql`
    cross join lateral (
      select * from ${sql.table(table)} as one where one.order_id = o.order_id offset 0
    ) as s
  `
}

/** Joins order `o` with its place, under this name. */
type Place = (as: RawBuilder<unknown>) => RawBuilder<unknown>

/** What `toAttributes` takes it from. */
const PLACE = sql.table('place')

/** Its place now. */
const placeNow: Place = (as) => sql`
  left join lateral (
    select p.customer_id, p.number = 1 as first, p.cohort_month
    from customer_orders as p where p.order_id = o.id offset 0
  ) as ${as} on true
`

/** The same of the drained orders, all at once. */
function placesNow(changes: Changes): Place {
  return (as) => sql`
    left join (
      select p.order_id, p.customer_id, p.number = 1 as first, p.cohort_month
      from ${drainedRows('customer_orders', 'order_id', changes)} as p
    ) as ${as} on ${as}.order_id = o.id
  `
}

/** Its place before this drain: where it did not move, the same as now. */
function until(moves: readonly Move[], now: Place): RawBuilder<unknown> {
  if (moves.length === 0) return now(PLACE)
  const columns = {
    order_id: 'bigint',
    customer_id: 'bigint',
    first: 'boolean',
    cohort_month: 'text',
  }
  const stood = sql.join(
    [
      { name: 'customer_id', was: sql`moved.customer_id` },
      { name: 'first', was: sql`moved.first` },
      { name: 'cohort_month', was: sql`moved.cohort_month::date` },
    ].map(({ name, was }) => {
      const is = sql.ref(`unmoved.${name}`)
      return sql`case when moved.order_id is null then ${is} else ${was} end as ${sql.ref(name)}`
    }),
  )
  return sql`
    left join ${recordset(moves, columns, 'moved')} on moved.order_id = o.id
    ${now(sql.table('unmoved'))}
    cross join lateral (select ${stood}) as place
  `
}

function toAttributes(zone: string): RawBuilder<unknown> {
  return sql`
    o.id as order_id,
    (o.processed_at at time zone ${zone}::text)::date as order_day,
    o.currency_code as order_currency,
    coalesce(o.source_name, '') as channel,
    o.presentment_currency_code,
    coalesce(o.country_code, '') as country_code,
    place.customer_id,
    case
      when place.customer_id is null then 'guest' when place.first then 'new' else 'returning'
    end as customer_type,
    place.cohort_month
  `
}

function signed(weight: 1 | -1): RawBuilder<unknown> {
  const sign = sql.raw(weight === 1 ? '' : '-')
  return sql.join(AMOUNTS.map((name) => sql`${sign}${sql.ref(`s.${name}`)} as ${sql.ref(name)}`))
}
