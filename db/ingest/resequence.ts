import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { addDifferences } from './add-differences.ts'
import type { Changes } from './drained-rows.ts'
import { plannedFor } from './few-changes.ts'
import { drainedOrders, freshPlaces } from './order-places.ts'
import { CUSTOMER_ORDER, ORDERING_GAP_MONTHS, ORDERING_GAPS } from './rollup-tables.ts'
import { currentTenant, idArray, names, setExcluded } from './statement.ts'

/**
 * CTEs that bring `customer_orders` and the gaps between orders up to date, behind those of
 * `drainedOrders`.
 *
 * - `places`: where the drained orders stand from now on.
 * - `moved`: other orders whose place in the other rollups moved, as it was and as it is now.
 * - `steps`: what changed in `customer_orders`, with weight −1 what was, +1 what is.
 * - `bounds`: the customers whose sequence of orders is another one. `cohort_month` is null where all
 *   of it was looked at, and stayed what it is elsewhere, as did the last order where `to_at` is known.
 * - `placed`: their orders from the first change on.
 *
 * `customer_orders` is the sequence of what is counted, so nothing here depends on changes that are
 * not drained yet. An order depends on the two before it; so around those that leave or arrive
 * (`differing`) two orders after are read, of the order before, which knows the one before itself, what
 * the index holds, and a customer's whole sequence only where the first order may have moved, and with
 * it the cohort.
 *
 * Lookups are lateral with `offset 0`, or sub-selects, so that they stay index lookups where Postgres
 * has no statistics yet; full joins because they hash or merge whatever the planner expects.
 */
export function resequence(changes: Changes): RawBuilder<unknown> {
  return sql`
    ${freshPlaces(changes)},
    differing as materialized (
      select
        order_id, customer_id, processed_at, currency_code, fresh.day,
        fresh.day is not null as arrives,
        min(processed_at) over (partition by customer_id) as lo,
        max(processed_at) over (partition by customer_id) as hi
      from stored full join fresh using (order_id, customer_id, processed_at, currency_code)
      where stored.day is null or fresh.day is null
    ),
    bounds as materialized (
      select
        customer_id, lo, before.processed_at as before_at, before.day as before_day,
        before.previous_day, before.cohort_month,
        case when before.cohort_month is not null then (
          select p.processed_at from customer_orders as p
          where p.customer_id = touched.customer_id and p.processed_at > hi
          order by p.processed_at, p.order_id offset 1 limit 1
        ) end as to_at
      from (select distinct customer_id, lo, hi from differing) as touched
      left join lateral (
        select p.processed_at, p.day, p.previous_day, p.cohort_month from customer_orders as p
        where p.customer_id = touched.customer_id and p.processed_at < lo
        order by p.processed_at desc, p.order_id desc limit 1
      ) as before on true
    ),
    around as materialized (
      select ${names(CUSTOMER_ORDER, 'p')}, bounds.lo
      from bounds cross join lateral (
        select * from customer_orders as one
        where one.customer_id = bounds.customer_id
          and one.processed_at >= bounds.lo
          and one.processed_at <= case
            when bounds.cohort_month is null then 'infinity'
            else coalesce(bounds.to_at, 'infinity')
          end
        offset 0
      ) as p
    ),
    lined as (
      select
        order_id, customer_id, processed_at, day, currency_code, lo,
        null::date as kept_cohort, null::date as kept_previous_day
      from around
      where order_id not in (select order_id from differing where not arrives)
      union all
      select order_id, customer_id, processed_at, day, currency_code, lo, null, null
      from differing
      where arrives
      union all
      select null, customer_id, before_at, before_day, null, lo, cohort_month, previous_day
      from bounds
      where cohort_month is not null
    ),
    sequenced as (
      select
        order_id, customer_id, processed_at, day, currency_code, lo,
        lag(day) over sequence as previous_day,
        coalesce(lag(day, 2) over sequence, lag(kept_previous_day) over sequence)
          as second_previous_day,
        coalesce(
          max(kept_cohort) over (partition by customer_id),
          date_trunc('month', (first_value(day) over sequence)::timestamp)::date
        ) as cohort_month
      from lined
      window sequence as (partition by customer_id order by processed_at, order_id)
    ),
    placed as materialized (
      select
        order_id, customer_id, processed_at, day, currency_code,
        (1 + (previous_day is not null)::integer + (second_previous_day is not null)::integer)
          ::smallint as number,
        previous_day, second_previous_day, cohort_month
      from sequenced
      where processed_at >= lo
    ),
    changed as materialized (
      select order_id, ${prefixed('was')}, ${prefixed('now')}
      from around as was
      full join placed as now using (order_id)
      where (${names(CONTENT, 'was')}) is distinct from (${names(CONTENT, 'now')})
    ),
    inserted as (
      insert into customer_orders (tenant_id, ${names(CUSTOMER_ORDER)})
      select ${currentTenant}, order_id, ${names(NOW)}
      from changed
      where was_customer_id is null
      order by order_id
    ),
    updated as (
      insert into customer_orders (tenant_id, ${names(CUSTOMER_ORDER)})
      select ${currentTenant}, order_id, ${names(NOW)}
      from changed
      where was_customer_id is not null and now_customer_id is not null
      order by order_id
      on conflict (tenant_id, order_id) do update set ${setExcluded(CONTENT)}
    ),
    gone as (
      delete from customer_orders
      where order_id = any(array(select order_id from changed where now_customer_id is null))
    ),
    places as materialized (
      select order_id, customer_id, number = 1 as is_first, cohort_month
      from stored
      where order_id not in (select order_id from changed)
      union all
      select order_id, now_customer_id, now_number = 1, now_cohort_month
      from changed
      where now_customer_id is not null
    ),
    moved as materialized (
      select order_id, ${MOVES}
      from changed
      where (was_customer_id, was_number = 1, was_cohort_month)
          is distinct from (now_customer_id, now_number = 1, now_cohort_month)
        and order_id not in (select unnest(${idArray(changes.orders)}))
    ),
    steps as materialized (
      select 1 as weight, ${unprefixed('now')} from changed where now_customer_id is not null
      union all
      select -1, ${names(WAS)} from changed where was_customer_id is not null
    ),
    gaps as materialized (
      select
        steps, earlier_day, day, sum(weight)::integer as orders,
        coalesce(sum(weight) filter (where is_second), 0)::integer as second_orders
      from (
        select 1 as steps, previous_day as earlier_day, number = 2 as is_second, day, weight
        from steps
        union all
        select 2, second_previous_day, false, day, weight from steps
      ) as every
      where earlier_day is not null
      group by steps, earlier_day, day
    ),
    gaps_written as (${addDifferences(ORDERING_GAPS, sql`gaps`)}),
    gap_months_written as (${addDifferences(
      ORDERING_GAP_MONTHS,
      sql`(
      select
        steps, date_trunc('month', earlier_day::timestamp)::date as earlier_month, day,
        sum(orders)::integer as orders, sum(second_orders)::integer as second_orders
      from gaps
      group by 1, 2, 3
    )`,
    )})
  `
}

/** Differences of `daily_ordering`, but for guests. */
export const orderingOfSteps = sql`
  select
    day, sum(weight)::integer as orders_of_customers, 0 as guest_orders,
    ${countSteps(sql`number = 1`)} as first_orders,
    ${countSteps(sql`number = 2`)} as second_orders,
    ${countSteps(sql`number = 3`)} as later_orders
  from steps
  group by day
`

/** Differences of `cohort_months`, but for sales. */
export const cohortsOfSteps = sql`
  select
    cohort_month, date_trunc('month', day::timestamp)::date as month, currency_code,
    ${countSteps(sql`previous_day is null
      or previous_day < date_trunc('month', day::timestamp)`)} as customers,
    sum(weight)::integer as orders,
    0 as event_net_sales, 0 as event_total_sales, 0 as order_net_sales, 0 as order_total_sales,
    sum(weight)::integer as entries
  from steps
  group by 1, 2, 3
`

/**
 * Whether no order leaves or arrives, as after most refunds and edits. A small statement tells.
 */
export async function areInPlace(trx: TenantTrx, changes: Changes): Promise<boolean> {
  const { rows } = await sql`${plannedFor(changes.orders)}
    with ${drainedOrders(changes)}, ${freshPlaces(changes)}
    select from stored
    full join fresh using (order_id, customer_id, processed_at, currency_code)
    where stored.day is null or fresh.day is null
    limit 1
  `.execute(trx)
  return rows.length === 0
}

const CONTENT = CUSTOMER_ORDER.filter((name) => name !== 'order_id')
const WAS = CONTENT.map((name) => `was_${name}`)
const NOW = CONTENT.map((name) => `now_${name}`)

const MOVES = sql.join(
  ['was', 'now'].map((one) =>
    sql.raw(`${one}_customer_id, ${one}_number = 1 as ${one}_first, ${one}_cohort_month`),
  ),
)

/** `was.day as was_day, …` */
function prefixed(alias: 'was' | 'now'): RawBuilder<unknown> {
  return sql.join(
    CONTENT.map((name) => sql`${sql.ref(`${alias}.${name}`)} as ${sql.ref(`${alias}_${name}`)}`),
  )
}

/** `now_day as day, …` */
function unprefixed(alias: 'was' | 'now'): RawBuilder<unknown> {
  return sql.join(CONTENT.map((name) => sql`${sql.ref(`${alias}_${name}`)} as ${sql.ref(name)}`))
}

function countSteps(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(sum(weight) filter (where ${which}), 0)::integer`
}
