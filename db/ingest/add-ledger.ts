import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { addCustomerValues } from './add-customer-values.ts'
import {
  addByDay,
  addDifferences,
  emptiedBy,
  removeEmpty,
  type Emptied,
} from './add-differences.ts'
import { addProducts } from './add-products.ts'
import { intervalsEmptiedBy, removeEmptyIntervals, type EmptyIntervals } from './customer-spread.ts'
import { plannedFor } from './few-changes.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { DAY_MEASURES } from './ledger-measures.ts'
import type { Changes } from './drained-rows.ts'
import { drainedOrders } from './order-places.ts'
import { cohortsOfSteps, orderingOfSteps, resequence } from './resequence.ts'
import {
  COHORT_MONTHS,
  DAILY_ORDERING,
  DAILY_PRODUCT_SALES,
  DAILY_SALES,
  DAILY_SEGMENT_SALES,
  ORDERING_GAP_MONTHS,
  ORDERING_GAPS,
  type SumTable,
} from './rollup-tables.ts'
import { segmentSums } from './segment-sums.ts'
import { idArray } from './statement.ts'

/**
 * Takes away from the rollups what the orders were counted for and adds what they count for now, in one
 * statement. Each order and each ledger row is read once; the days are made of the sums of their
 * segments. Returns the ids of the customers whose values are others than before.
 * @param inPlace whether all orders stand where they stood among their customers'
 */
export async function addLedger(
  trx: TenantTrx,
  changes: Changes,
  inPlace: boolean,
): Promise<readonly string[]> {
  const { rows } = await sql<Added>`${plannedFor(changes.orders)}
    with ${drainedOrders(changes)},
    ${inPlace ? sql`` : sql`${resequence(changes)},`}
    ${ledgerFacts(changes, inPlace)},
    ${segmentSums},
    cohort_facts as materialized (
      select cohort_month, date_trunc('month', event_day::timestamp)::date as event_month,
        date_trunc('month', order_day::timestamp)::date as order_month, currency_code,
        sum(net_sales) as net_sales, sum(total_sales) as total_sales,
        sum(entries)::integer as entries
      from (
        select cohort_month, event_day, order_day, currency_code,
          ${DAY_MEASURES['net_sales']} as net_sales, ${DAY_MEASURES['total_sales']} as total_sales,
          sum(weight) as entries
        from facts as s
        where cohort_month is not null and line_type is not null
        group by cohort_month, event_day, order_day, currency_code
      ) as by_days
      group by 1, 2, 3, 4
    ),
    ${addByDay(DAILY_SEGMENT_SALES, { name: 'segments', from: 'segments' }, changes.orders)},
    days_written as (${addDifferences(
      DAILY_SALES,
      sql`(
        select reversals, day, currency_code, ${sumsOf(DAILY_SALES)}
        from segments
        group by reversals, day, currency_code
      )`,
    )}),
    ordering_written as (${addDifferences(
      DAILY_ORDERING,
      sql`(
        select day, ${sumsOf(DAILY_ORDERING)}
        from (
          select day, 0 as orders_of_customers, orders as guest_orders,
            0 as first_orders, 0 as second_orders, 0 as later_orders
          from segments
          where customer_type = 'guest' and reversals = 'order'
          ${inPlace ? sql`` : sql`union all ${orderingOfSteps}`}
        ) as parts
        group by day
      )`,
    )}),
    ${addProducts(changes.orders)},
    cohorts_written as (${addDifferences(
      COHORT_MONTHS,
      sql`(
        select cohort_month, month, currency_code, ${sumsOf(COHORT_MONTHS)}
        from (
          select cohort_month, event_month as month, currency_code, 0 as customers, 0 as orders,
            net_sales as event_net_sales, total_sales as event_total_sales,
            0 as order_net_sales, 0 as order_total_sales, entries
          from cohort_facts
          union all
          select cohort_month, order_month, currency_code, 0, 0, 0, 0, net_sales, total_sales,
            entries
          from cohort_facts
          ${inPlace ? sql`` : sql`union all ${cohortsOfSteps}`}
        ) as parts
        group by cohort_month, month, currency_code
      )`,
    )}),
    ${addCustomerValues(inPlace)}
    select
      ${emptiedBy('segments_written')} as segments,
      ${emptiedBy('days_written')} as days,
      ${emptiedBy('ordering_written')} as ordering,
      ${inPlace ? NOTHING : emptiedBy('gaps_written')} as gaps,
      ${inPlace ? NOTHING : emptiedBy('gap_months_written')} as gap_months,
      ${emptiedBy('products_written')} as products,
      ${emptiedBy('cohorts_written')} as cohorts,
      ${intervalsEmptiedBy('spread_written')} as intervals,
      (select json_agg(customer_id::text) from values_written where emptied) as emptied,
      (select json_agg(distinct customer_id::text) from values_changed) as changed
  `.execute(trx)
  const [done] = rows
  if (done === undefined) return []
  await removeEmpty(trx, DAILY_SEGMENT_SALES, done.segments)
  await removeEmpty(trx, DAILY_SALES, done.days)
  await removeEmpty(trx, DAILY_ORDERING, done.ordering)
  await removeEmpty(trx, ORDERING_GAPS, done.gaps)
  await removeEmpty(trx, ORDERING_GAP_MONTHS, done.gap_months)
  await removeEmpty(trx, DAILY_PRODUCT_SALES, done.products)
  await removeEmpty(trx, COHORT_MONTHS, done.cohorts)
  await removeEmptyIntervals(trx, done.intervals)
  if (done.emptied !== null) {
    await sql`
      delete from customer_values
      where customer_id = any(${idArray(done.emptied)}) and orders_count = 0
    `.execute(trx)
  }
  return done.changed ?? []
}

const NOTHING = sql`null::text[]`

interface Added {
  segments: Emptied
  days: Emptied
  ordering: Emptied
  gaps: Emptied
  gap_months: Emptied
  products: Emptied
  cohorts: Emptied
  intervals: EmptyIntervals
  emptied: string[] | null
  changed: string[] | null
}

/** `sum(a) as a, …`, in the type of the column. */
function sumsOf({ sums }: SumTable): RawBuilder<unknown> {
  const whole = new Set([...DAILY_ORDERING.sums, 'orders', 'customers', 'entries'])
  return sql.join(
    sums.map((name) => {
      const total = sql`sum(${sql.ref(name)})`
      return sql`${whole.has(name) ? sql`${total}::integer` : total} as ${sql.ref(name)}`
    }),
  )
}
