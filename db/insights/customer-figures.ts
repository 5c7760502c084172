import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Period } from './period.ts'

export interface CustomerFigures {
  /** The shop's customers that are not deleted; those of them who existed at the period's end. */
  customers: number
  orderingCustomers: number
  guestOrders: number
  /** Customers whose first order ever lies in the period. */
  newCustomers: number
  /** Customers with an order in the period that is not their first ever. */
  returningCustomers: number
  /** returningCustomers ÷ orderingCustomers: with more than one order by the period's end. */
  returningCustomerRate: number | null
  /** With two or more orders inside the period ÷ orderingCustomers. */
  repeatPurchaseRate: number | null
}

type Row = { [K in keyof CustomerFigures as `current_${K}` | `previous_${K}`]: CustomerFigures[K] }

export interface CustomerFiguresInput {
  range: Period
  previous: ClosedPeriod | null
  timeZone: string
}

/**
 * Who ordered, in a period and in the one just before it, by order date. Looks at the orders of
 * the two periods, and for each of their customers at whether there was an order before.
 */
export async function customerFigures(
  trx: TenantTrx,
  { range, previous, timeZone }: CustomerFiguresInput,
): Promise<{ current: CustomerFigures; previous: CustomerFigures }> {
  const first = previous?.from ?? range.from
  const { rows } = await sql<Row>`
    with bounds as (
      select
        ${first}::date as first_day,
        ${range.from}::date as from_day,
        ${range.to}::date as to_day,
        ${previous?.to ?? null}::date as previous_to_day,
        ${timeZone}::text as zone
    ),
    -- The two times are wide by a day, for the index; the day itself decides.
    placed as (
      select o.customer_id, b.from_day is null or o.day >= b.from_day as current
      from bounds b
      cross join lateral (
        select o.customer_id, (o.processed_at at time zone b.zone)::date as day
        from orders o
        where o.deleted_at is null
          and not o.test
          and o.processed_at >= coalesce(b.first_day - 1, '-infinity')::timestamp at time zone 'UTC'
          and o.processed_at < coalesce(b.to_day + 2, 'infinity')::timestamp at time zone 'UTC'
      ) o
      where (b.first_day is null or o.day >= b.first_day) and (b.to_day is null or o.day <= b.to_day)
    ),
    per_customer as (
      select
        customer_id,
        count(*) filter (where current) as now,
        count(*) filter (where not current) as before
      from placed
      group by customer_id
    ),
    customer as (
      select
        p.customer_id is null as guest,
        p.now,
        p.before,
        p.customer_id is not null and b.first_day is not null and exists (
          select
          from orders o
          where o.customer_id = p.customer_id
            and o.deleted_at is null
            and not o.test
            and o.processed_at < (b.first_day + 2)::timestamp at time zone 'UTC'
            and (o.processed_at at time zone b.zone)::date < b.first_day
        ) as earlier
      from per_customer p
      cross join bounds b
    ),
    counts as (
      select
        count(*) filter (where not guest and now > 0) as ordering_now,
        count(*) filter (where not guest and before > 0) as ordering_before,
        coalesce(sum(now) filter (where guest), 0) as guests_now,
        coalesce(sum(before) filter (where guest), 0) as guests_before,
        count(*) filter (where not guest and now > 0 and before = 0 and not earlier) as new_now,
        count(*) filter (where not guest and before > 0 and not earlier) as new_before,
        count(*) filter (
          where not guest and now > 0 and (earlier or before > 0 or now > 1)
        ) as returning_now,
        count(*) filter (
          where not guest and before > 0 and (earlier or before > 1)
        ) as returning_before,
        count(*) filter (where not guest and now > 1) as repeating_now,
        count(*) filter (where not guest and before > 1) as repeating_before
      from customer
    ),
    known as (
      select
        count(*) as now,
        count(*) filter (
          where (c.created_at at time zone b.zone)::date <= b.previous_to_day
        ) as before
      from customers c
      cross join bounds b
      where c.deleted_at is null
    )
    select
      k.now::int as "current_customers",
      k.before::int as "previous_customers",
      c.ordering_now::int as "current_orderingCustomers",
      c.ordering_before::int as "previous_orderingCustomers",
      c.guests_now::int as "current_guestOrders",
      c.guests_before::int as "previous_guestOrders",
      c.new_now::int as "current_newCustomers",
      c.new_before::int as "previous_newCustomers",
      c.returning_now::int as "current_returningCustomers",
      c.returning_before::int as "previous_returningCustomers",
      round(c.returning_now / nullif(c.ordering_now, 0)::numeric, 6)::float8
        as "current_returningCustomerRate",
      round(c.returning_before / nullif(c.ordering_before, 0)::numeric, 6)::float8
        as "previous_returningCustomerRate",
      round(c.repeating_now / nullif(c.ordering_now, 0)::numeric, 6)::float8
        as "current_repeatPurchaseRate",
      round(c.repeating_before / nullif(c.ordering_before, 0)::numeric, 6)::float8
        as "previous_repeatPurchaseRate"
    from counts c
    cross join known k
  `.execute(trx)
  const [row] = rows
  if (!row) throw new Error('A count gave no row')
  return { current: pick(row, 'current'), previous: pick(row, 'previous') }
}

function pick(row: Row, period: 'current' | 'previous'): CustomerFigures {
  return {
    customers: row[`${period}_customers`],
    orderingCustomers: row[`${period}_orderingCustomers`],
    guestOrders: row[`${period}_guestOrders`],
    newCustomers: row[`${period}_newCustomers`],
    returningCustomers: row[`${period}_returningCustomers`],
    returningCustomerRate: row[`${period}_returningCustomerRate`],
    repeatPurchaseRate: row[`${period}_repeatPurchaseRate`],
  }
}
