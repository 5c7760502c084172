import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { countsInside } from './counts-inside.ts'
import { type Filters, isUnfiltered } from './filters.ts'
import { ledgerOrders, productRows } from './ledger-orders.ts'
import type { Period } from './period.ts'
import { boundsOfP, periodsTerm } from './periods.ts'

export interface CustomerFigures {
  orderingCustomers: number
  guestOrders: number
  /** Customers whose first order ever is one of the period's. */
  newCustomers: number
  /** Customers of the period's orders with more than one order, of any kind, by the period's end. */
  returningCustomers: number
  /** returningCustomers ÷ orderingCustomers, to six digits; null where nobody ordered. */
  returningCustomerRate: number | null
  /** With two or more orders inside the period ÷ orderingCustomers, likewise. */
  repeatPurchaseRate: number | null
}

export interface CustomerFiguresInput {
  periods: readonly Period[]
  filters: Filters
  timeZone: string
}

/**
 * Who ordered in each period, by order date. Exact for any period: without filters from two small
 * rollups, with filters from the orders that pass them.
 */
export async function customerFigures(
  trx: TenantTrx,
  input: CustomerFiguresInput,
): Promise<CustomerFigures[]> {
  const { rows } = await sql<CustomerFigures>`
    with ${periodsTerm(input.periods)},
    ${isUnfiltered(input.filters) ? countsOfRollups(input.periods) : countsOfOrders(input)}
    ${customerRates}
    order by c.place
  `.execute(trx)
  return rows
}

/** The select list, over `counts c`. */
export const customerRates = sql`select
      c.ordering::int as "orderingCustomers",
      c.guests::int as "guestOrders",
      c.new_customers::int as "newCustomers",
      c.returning_customers::int as "returningCustomers",
      round(c.returning_customers / nullif(c.ordering, 0)::numeric, 6)::float8 as "returningCustomerRate",
      round(c.repeating_customers / nullif(c.ordering, 0)::numeric, 6)::float8 as "repeatPurchaseRate"
    from counts c`

/** Of more days the pairs that lie inside are more than those that cross the beginning. */
const SHORT_DAYS = 62

function countsOfRollups(periods: readonly Period[]): RawBuilder<unknown> {
  return periods.every(isShort) ? countsInside() : countsCrossing
}

function isShort({ from, to }: Period): boolean {
  return from !== null && to !== null && Date.parse(to) - Date.parse(from) < SHORT_DAYS * 86_400_000
}

/**
 * `countsInside` for any period. Of a customer's orders inside a period exactly one has its predecessor
 * outside, so that
 *
 *   ordering  = first orders + orders whose previous one lies before the period
 *   repeating = orders whose previous one lies inside - orders whose second previous one does
 *   returning = ordering - first orders + second orders whose first one lies inside
 *
 * and only pairs that cross the period's beginning must be looked at: whole months before its
 * month by their sums, the days of its own month one by one.
 */
const countsCrossing = sql`counts as (
      select
        p.place,
        d.guests,
        d.first as new_customers,
        d.first + g.previous as ordering,
        d.second + d.later - g.previous - (d.later - g.second_previous) as repeating_customers,
        g.previous + d.second - g.seconds as returning_customers
      from periods p
      cross join lateral (
        select
          coalesce(sum(guest_orders), 0) as guests,
          coalesce(sum(first_orders), 0) as first,
          coalesce(sum(second_orders), 0) as second,
          coalesce(sum(later_orders), 0) as later
        from daily_ordering
        where day >= p.from_day and day <= p.to_day
      ) as d
      cross join lateral (
        select
          coalesce(sum(orders) filter (where steps = 1), 0) as previous,
          coalesce(sum(second_orders) filter (where steps = 1), 0) as seconds,
          coalesce(sum(orders) filter (where steps = 2), 0) as second_previous
        from (
          select steps, orders, second_orders
          from ordering_gap_months
          where steps in (1, 2) and earlier_month < p.from_month
            and day >= p.from_day and day <= p.to_day
          union all
          select steps, orders, second_orders
          from ordering_gaps
          where steps in (1, 2)
            and earlier_day >= p.from_month and earlier_day < p.from_day
            and day >= p.from_day and day <= p.to_day
        ) as crossing
      ) as g
    )`

function countsOfOrders(input: CustomerFiguresInput): RawBuilder<unknown> {
  return sql`customers as (
      select p.place, p.to_day, o.customer_id, count(*) as orders, bool_or(o.number = 1) as first,
        bool_or(o.number > 1) as later
      from periods p
      -- Each period by itself, through the index by time.
      cross join lateral (${ordersOfPeriod(input)}
        offset 0
      ) as o
      group by p.place, p.to_day, o.customer_id
    ),
    counts as (
      select
        p.place,
        coalesce(sum(orders) filter (where customer_id is null), 0) as guests,
        count(*) filter (where first) as new_customers,
        count(customer_id) as ordering,
        count(*) filter (where customer_id is not null and orders > 1) as repeating_customers,
        count(*) filter (where later or (first and exists (
          select from customer_orders n
          where n.customer_id = customers.customer_id and n.number = 2
            and n.day <= customers.to_day
        ))) as returning_customers
      from periods p
      left join customers using (place)
      group by p.place
    )`
}

/** The orders of period `p` that pass the filters: `customer_id`, `number`. */
function ordersOfPeriod({ filters, timeZone }: CustomerFiguresInput): RawBuilder<unknown> {
  const { from, to, since, until } = boundsOfP
  const day = sql`(o.processed_at at time zone ${timeZone})::date`
  // As ids, not as a join, which Postgres may begin at the orders, asking for each of them.
  const placed =
    filters.product !== undefined &&
    sql`and o.id = any(array(
            select s.order_id
            from ${productRows(filters.product)}
            where s.reason = 'ORDER' and s.action_type = 'ORDER'
              and s.counted_at >= ${since} and s.counted_at < ${until}
          ))`
  return sql`
        select o.customer_id, o.number
        from ${ledgerOrders(filters)}
        where o.processed_at >= ${since} and o.processed_at < ${until}
          and ${day} >= ${from} and ${day} <= ${to}
          ${placed || sql``}`
}
