import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { customerOrder, type CustomerPlace, type CustomerSort } from './customer-order.ts'
import { isMeant } from './customer-search.ts'
import { minorDigits } from './money.ts'
import { type RfmCutOffs, type RfmGroup, rfmGroup, rfmScores } from './rfm-group.ts'

/** A customer's figures, all time, from the orders that were made in the shop's currency. */
export interface CustomerFigure {
  /** Shopify's numeric id. */
  id: string
  /** Null where Shopify hides or redacted it, or the shop does not store names. */
  displayName: string | null
  totalSpent: string
  ordersCount: number
  firstOrderAt: Date
  lastOrderAt: Date
  /** In days of the shop's zone. */
  daysSinceLastOrder: number
  averageOrder: string
  /** First day of the month of the first order. */
  cohortMonth: string
  rfmGroup: RfmGroup
  /** As last read, in `shopifyCurrencyCode`. */
  shopifyAmountSpent: string | null
  shopifyCurrencyCode: string | null
  shopifyOrdersCount: number | null
  shopifyReadAt: Date | null
  /** Ours less Shopify's; null where Shopify's is not known or the two are not in one currency. */
  difference: string | null
}

export interface ListCustomersInput {
  currencyCode: string
  timeZone: string
  cutOffs: RfmCutOffs
  sort: CustomerSort
  direction: 'asc' | 'desc'
  /** Whom a search means, see `searchCustomers`: ids, or a text that means too many of them. */
  found?: readonly string[] | { text: string } | undefined
  after?: CustomerPlace | undefined
  limit: number
}

export type CustomerRow = CustomerFigure & CustomerPlace

/**
 * Customers who ordered in the shop's currency, a page of them; with `difference` those whose
 * lifetime value differs from Shopify's. Walks an index in order from the place where the page before
 * ended, or sorts those whom a search found.
 */
export async function listCustomers(
  trx: TenantTrx,
  input: ListCustomersInput,
): Promise<{ rows: CustomerRow[]; more: boolean }> {
  const { sort, direction, found, after, limit } = input
  const { value, isBehind, orderBy } = customerOrder(sort, direction)
  const lead = leadOf(input)
  const conditions = [
    lead.condition,
    sql`c.deleted_at is null`,
    ...(found === undefined ? [] : [isFound(found, sort)]),
    ...(after === undefined ? [] : [isBehind(after)]),
  ]
  const { rows } = await sql<CustomerRow>`
    select ${value} as "sortValue", ${customerFigures(input)}
    from ${lead.from}
    cross join lateral (select ${scores(input.cutOffs)}) as scores
    where ${sql.join(conditions, sql` and `)}
    order by ${orderBy}
    limit ${limit + 1}
  `.execute(trx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}

/**
 * By its key, for each row `v` of `customer_values` on the page what belongs to it: planned for a shop
 * of average size, joins would read all customers of a large one.
 */
export const besideValues = sql`left join lateral (
      select * from customers where customers.id = v.customer_id offset 0
    ) as c on true
    left join lateral (
      select * from customer_drift where customer_drift.customer_id = v.customer_id offset 0
    ) as d on true`

/** The table that is walked, and what beside its index's order says which of its rows are meant. */
interface Lead {
  from: RawBuilder<unknown>
  condition: RawBuilder<unknown>
}

function leadOf({ sort, found, currencyCode }: ListCustomersInput): Lead {
  const ofCurrency = sql`v.currency_code = ${currencyCode}`
  if (sort === 'difference') {
    return { from: driftedFirst(currencyCode), condition: sql`d.currency_code = ${currencyCode}` }
  }
  if (sort !== 'firstOrder') return { from: valuesFirst, condition: ofCurrency }
  return found === undefined || 'text' in found
    ? { from: firstOrdersFirst(currencyCode), condition: sql`f.number = 1` }
    : { from: firstOrdersOfFound, condition: ofCurrency }
}

const valuesFirst = sql`customer_values v
    ${besideValues}`

const valuesOf = (id: RawBuilder<unknown>, currencyCode: string) => sql`cross join lateral (
      select * from customer_values
      where customer_values.customer_id = ${id}
        and customer_values.currency_code = ${currencyCode}
      offset 0
    ) as v`

/** A customer's first order ever, whatever its currency. */
const firstOrdersFirst = (currencyCode: string): RawBuilder<unknown> => sql`customer_orders f
    ${valuesOf(sql`f.customer_id`, currencyCode)}
    ${besideValues}`

const firstOrdersOfFound = sql`${valuesFirst}
    cross join lateral (select v.customer_id, v.first_order_at as processed_at) as f`

const driftedFirst = (currencyCode: string): RawBuilder<unknown> => sql`customer_drift d
    ${valuesOf(sql`d.customer_id`, currencyCode)}
    left join lateral (
      select * from customers where customers.id = d.customer_id offset 0
    ) as c on true`

function isFound(found: readonly string[] | { text: string }, sort: CustomerSort) {
  if ('text' in found) return isMeant(found.text)
  const id = sort === 'difference' ? sql`d.customer_id` : sql`v.customer_id`
  return sql`${id} = any(${found}::bigint[])`
}

/** The select list over `customer_values v`, `customers c`, `customer_drift d` and `scores`. */
export function customerFigures(input: {
  currencyCode: string
  timeZone: string
}): RawBuilder<unknown> {
  const { currencyCode, timeZone } = input
  const digits = minorDigits(currencyCode)
  return sql`
      v.customer_id::text as id,
      c.display_name as "displayName",
      round(v.total_spent, ${digits}::int)::text as "totalSpent",
      v.orders_count as "ordersCount",
      v.first_order_at as "firstOrderAt",
      v.last_order_at as "lastOrderAt",
      (now() at time zone ${timeZone})::date - (v.last_order_at at time zone ${timeZone})::date
        as "daysSinceLastOrder",
      round(v.placed_value / nullif(v.orders_count, 0), ${digits}::int)::text as "averageOrder",
      v.cohort_month::text as "cohortMonth",
      ${rfmGroup} as "rfmGroup",
      c.shopify_amount_spent::text as "shopifyAmountSpent",
      c.shopify_currency_code as "shopifyCurrencyCode",
      c.shopify_orders_count::int as "shopifyOrdersCount",
      c.shopify_read_at as "shopifyReadAt",
      case
        when d.customer_id is not null and d.difference is null then null
        when c.shopify_currency_code = ${currencyCode}
          then round(coalesce(v.total_spent, 0) - c.shopify_amount_spent, ${digits}::int)::text
      end as difference`
}

/** `r`, `f` and `m`, which `rfmGroup` looks at. */
export function scores(cutOffs: RfmCutOffs): RawBuilder<unknown> {
  const { r, f, m } = rfmScores(cutOffs)
  return sql`${r} as r, ${f} as f, ${m} as m`
}
