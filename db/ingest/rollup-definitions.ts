import { sql, type RawBuilder } from 'kysely'
import { isDifferent } from './add-differences.ts'
import { freshDrift } from './customer-drift.ts'
import { freshSpread } from './customer-spread.ts'
import { AMOUNTS } from './ledger-facts.ts'
import {
  countsAsSales,
  DAY_MEASURES,
  orderCounts,
  placedValue,
  PRODUCT_MEASURES,
  selectMeasures,
} from './ledger-measures.ts'
import {
  COHORT_MONTHS,
  CUSTOMER_ORDER,
  CUSTOMER_VALUE,
  DAILY_ORDERING,
  DAILY_PRODUCT_SALES,
  DAILY_SALES,
  DAILY_SEGMENT_SALES,
  ORDERING_GAP_MONTHS,
  ORDERING_GAPS,
  type SumTable,
} from './rollup-tables.ts'

/** What a rollup must hold, computed from the ledger alone. */
export interface RollupDefinition {
  table: string
  key: readonly string[]
  columns: readonly string[]
  /** A query for all rows of the shop. */
  select: (zone: string) => RawBuilder<unknown>
}

/**
 * Every rollup as one plain query over all orders and their whole ledger, sharing only the measures
 * with the differences that keep it fresh (`applyChanges`). `customer_orders` comes first: the others
 * take an order's place among its customer's from there, as it has been compared by then.
 */
export const ROLLUPS: readonly RollupDefinition[] = [
  {
    table: 'customer_orders',
    key: ['order_id'],
    columns: CUSTOMER_ORDER,
    select: (zone) => sql`
      select
        order_id, customer_id, processed_at, day, currency_code,
        least(3, row_number() over earlier)::smallint as number,
        lag(day) over earlier as previous_day,
        lag(day, 2) over earlier as second_previous_day,
        date_trunc('month', first_value(day) over earlier)::date as cohort_month
      from (
        select o.id as order_id, o.customer_id, o.processed_at, o.currency_code,
          ${dayOf(sql`o.processed_at`, zone)} as day
        from orders as o
        where ${orderCounts} and o.customer_id is not null and not exists (
          select from customers as c where c.id = o.customer_id and c.deleted_at is not null
        )
      ) as orders_of_customers
      window earlier as (partition by customer_id order by processed_at, order_id)
    `,
  },
  sums(DAILY_SALES, (zone) => salesBy(sql`currency_code`, zone)),
  sums(DAILY_SEGMENT_SALES, (zone) =>
    salesBy(
      sql`currency_code, channel, customer_type, presentment_currency_code, country_code`,
      zone,
    ),
  ),
  sums(
    DAILY_PRODUCT_SALES,
    (zone) => sql`
      select * from (
        select part, s.day, coalesce(product_id, 0) as product_id,
          coalesce(variant_id, 0) as variant_id, currency_code,
          ${selectMeasures(PRODUCT_MEASURES)}, sum(sign)::integer as entries
        from (${productParts(zone)}) as s
        group by 1, 2, 3, 4, 5
      ) as parts
      where ${isDifferent(DAILY_PRODUCT_SALES)}
    `,
  ),
  {
    table: 'customer_values',
    key: ['customer_id', 'currency_code'],
    columns: CUSTOMER_VALUE,
    select: () => sql`
      select
        p.customer_id, p.currency_code, sum(value.total_spent) as total_spent,
        sum(value.placed_value) as placed_value, count(*)::integer as orders_count,
        min(min(p.processed_at)) over whole as first_order_at,
        max(max(p.processed_at)) over whole as last_order_at,
        min(min(p.cohort_month)) over whole as cohort_month
      from customer_orders as p
      cross join lateral (
        select coalesce(sum(s.total_amount) filter (where ${countsAsSales}), 0) as total_spent,
          ${placedValue} as placed_value
        from sales as s
        where s.order_id = p.order_id
      ) as value
      group by p.customer_id, p.currency_code
      window whole as (partition by p.customer_id)
    `,
  },
  sums(
    DAILY_ORDERING,
    (zone) => sql`
      select
        ${dayOf(sql`o.processed_at`, zone)} as day,
        count(p.order_id)::integer as orders_of_customers,
        count(*) filter (where p.order_id is null)::integer as guest_orders,
        count(*) filter (where p.number = 1)::integer as first_orders,
        count(*) filter (where p.number = 2)::integer as second_orders,
        count(*) filter (where p.number > 2)::integer as later_orders
      from orders as o
      left join customer_orders as p on p.order_id = o.id
      where ${orderCounts}
      group by 1
    `,
  ),
  sums(ORDERING_GAPS, () => gapsBy(sql`earlier as earlier_day`)),
  sums(ORDERING_GAP_MONTHS, () => gapsBy(sql`date_trunc('month', earlier)::date as earlier_month`)),
  sums(COHORT_MONTHS, (zone) => cohorts(zone)),
  {
    table: 'customer_spread',
    key: ['currency_code', 'measure', 'bucket'],
    columns: ['currency_code', 'measure', 'bucket', 'customers'],
    select: () => freshSpread,
  },
  {
    table: 'customer_drift',
    key: ['customer_id'],
    columns: ['customer_id', 'currency_code', 'difference', 'shopify_read_at'],
    select: () => freshDrift('all'),
  },
]

function sums(
  { table, key, sums }: SumTable,
  select: RollupDefinition['select'],
): RollupDefinition {
  return { table, key, columns: [...key, ...sums], select }
}

/** Orders that count, with what they are filtered by. */
function countedOrders(zone: string): RawBuilder<unknown> {
  return sql`
    select
      o.id, ${dayOf(sql`o.processed_at`, zone)} as day, o.currency_code,
      coalesce(o.source_name, '') as channel, o.presentment_currency_code,
      coalesce(o.country_code, '') as country_code, p.cohort_month,
      case p.number when 1 then 'new' when 2 then 'returning' when 3 then 'returning' else 'guest' end
        as customer_type
    from orders as o
    left join customer_orders as p on p.order_id = o.id
    where ${orderCounts}
  `
}

/** Their ledger rows, twice: on their own day (`event`), and on the day of their order (`order`). */
function ledgerByDay(zone: string): RawBuilder<unknown> {
  const rows = (reversals: string, day: RawBuilder<unknown>) => sql`
    select ${sql.lit(reversals)} as reversals, ${day} as day, s.*, o.channel, o.customer_type,
      o.presentment_currency_code as order_presentment, o.country_code, o.cohort_month
    from (${countedOrders(zone)}) as o
    join sales as s on s.order_id = o.id
  `
  return sql`
    ${rows('event', dayOf(sql`s.counted_at`, zone))} union all ${rows('order', sql`o.day`)}
  `
}

/**
 * PRODUCT rows of the ledger on their own day, and what makes of that the days of their orders: all of
 * them once more on these, and taken away from their own.
 */
function productParts(zone: string): RawBuilder<unknown> {
  const rows = (part: string, reversals: string, sign: 1 | -1) => sql`
    select ${sql.lit(part)} as part, day, product_id, variant_id, currency_code, reason,
      action_type, line_type, ${sql.lit(sign)} as sign,
      ${sql.join(AMOUNTS.map((name) => sql`${sql.ref(name)} * ${sql.lit(sign)} as ${sql.ref(name)}`))}
    from (${ledgerByDay(zone)}) as every
    where reversals = ${sql.lit(reversals)} and line_type = 'PRODUCT'
  `
  return sql`
    ${rows('event', 'event', 1)} union all ${rows('moved', 'order', 1)}
    union all ${rows('moved', 'event', -1)}
  `
}

function salesBy(key: RawBuilder<unknown>, zone: string): RawBuilder<unknown> {
  const measures = sql.join(
    Object.keys(DAY_MEASURES).map((name) => sql`coalesce(${sql.ref(name)}, 0) as ${sql.ref(name)}`),
  )
  return sql`
    select reversals, day, ${key}, coalesce(placed.orders, 0) as orders, ${measures},
      coalesce(placed.orders, 0) + coalesce(sold.rows, 0) as entries
    from (
      select reversals, day, ${key}, ${selectMeasures(DAY_MEASURES)}, count(*)::integer as rows
      from (
        select reversals, day, currency_code, channel, customer_type,
          order_presentment as presentment_currency_code, country_code, line_type, action_type,
          reason, quantity, total_amount, tax_amount, discount_before_tax
        from (${ledgerByDay(zone)}) as every
      ) as s
      group by reversals, day, ${key}
    ) as sold
    full join (
      select reversals, day, ${key}, count(*)::integer as orders
      from (${countedOrders(zone)}) as o
      cross join (values ('event'), ('order')) as both_views (reversals)
      group by reversals, day, ${key}
    ) as placed using (reversals, day, ${key})
  `
}

function gapsBy(earlier: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select steps, ${earlier}, day, count(*)::integer as orders,
      count(*) filter (where number = 2 and steps = 1)::integer as second_orders
    from (
      select 1 as steps, previous_day as earlier, day, number from customer_orders
      union all
      select 2, second_previous_day, day, number from customer_orders
    ) as pairs
    where earlier is not null
    group by 1, 2, 3
  `
}

function cohorts(zone: string): RawBuilder<unknown> {
  const month = sql`date_trunc('month', day)::date as month`
  const measure = (name: string, reversals: string): RawBuilder<unknown> => sql`
    coalesce(sum(${sql.ref(name)}) filter (where reversals = ${sql.lit(reversals)}), 0)
      as ${sql.ref(`${reversals}_${name}`)}
  `
  return sql`
    select cohort_month, month, currency_code, coalesce(placed.customers, 0) as customers,
      coalesce(placed.orders, 0) as orders,
      coalesce(event_net_sales, 0) as event_net_sales,
      coalesce(event_total_sales, 0) as event_total_sales,
      coalesce(order_net_sales, 0) as order_net_sales,
      coalesce(order_total_sales, 0) as order_total_sales,
      coalesce(placed.orders, 0) + coalesce(sold.rows, 0) as entries
    from (
      select cohort_month, month, currency_code,
        ${measure('net_sales', 'event')}, ${measure('total_sales', 'event')},
        ${measure('net_sales', 'order')}, ${measure('total_sales', 'order')},
        sum(rows)::integer as rows
      from (
        select reversals, cohort_month, ${month}, currency_code,
          ${DAY_MEASURES['net_sales']} as net_sales, ${DAY_MEASURES['total_sales']} as total_sales,
          count(*) as rows
        from (${ledgerByDay(zone)}) as s
        where cohort_month is not null
        group by 1, 2, 3, 4
      ) as by_view
      group by cohort_month, month, currency_code
    ) as sold
    full join (
      select cohort_month, ${month}, currency_code, count(*)::integer as orders,
        count(*) filter (where is_first)::integer as customers
      from (
        select cohort_month, day, currency_code, row_number() over (
          partition by customer_id, date_trunc('month', day) order by processed_at, order_id
        ) = 1 as is_first
        from customer_orders
      ) as in_month
      group by 1, 2, 3
    ) as placed using (cohort_month, month, currency_code)
  `
}

function dayOf(time: RawBuilder<unknown>, zone: string): RawBuilder<unknown> {
  return sql`(${time} at time zone ${zone}::text)::date`
}
