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
 * the two periods, and in `customer_values` at when each of their customers ordered first.
 */
export async function customerFigures(
  trx: TenantTrx,
  { range, previous, timeZone }: CustomerFiguresInput,
): Promise<{ current: CustomerFigures; previous: CustomerFigures }> {
  const { from, to } = range
  const first = previous?.from ?? from
  const day = sql`(o.processed_at at time zone ${timeZone})::date`
  const { rows } = await sql<Row>`
    -- The times are wide by a day, for the index; the day itself decides.
    with placed as (
      select o.customer_id, ${from}::date is null or ${day} >= ${from}::date as current
      from orders o
      where o.deleted_at is null and not o.test
        and o.processed_at >= coalesce(${first}::date - 1, '-infinity')::timestamp at time zone 'UTC'
        and o.processed_at < coalesce(${to}::date + 2, 'infinity')::timestamp at time zone 'UTC'
        and (${first}::date is null or ${day} >= ${first}::date)
        and (${to}::date is null or ${day} <= ${to}::date)
    ),
    per_customer as (
      select
        customer_id,
        count(*) filter (where current) as now,
        count(*) filter (where not current) as before
      from placed
      group by customer_id
    ),
    -- The first order ever is the customer's, whatever its currency.
    first_orders as (
      select v.customer_id, min(v.first_order_at) as at
      from customer_values v
      group by v.customer_id
    ),
    customer as (
      select
        p.customer_id is null as guest,
        p.now,
        p.before,
        coalesce((f.at at time zone ${timeZone})::date < ${first}::date, false) as earlier
      from per_customer p
      left join first_orders f on f.customer_id = p.customer_id and ${first}::date is not null
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
          where (c.created_at at time zone ${timeZone})::date <= ${previous?.to ?? null}::date
        ) as before
      from customers c
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
