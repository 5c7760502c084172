import { type RawBuilder, sql } from 'kysely'
import { idsMeant } from './customer-search.ts'
import type { Period } from './period.ts'

/** An order is in each state that fits it; one that was deleted at Shopify only in that. */
export type OrderState = 'open' | 'cancelled' | 'test' | 'deleted'

export type OrderKind = 'refunded' | 'edited' | 'unbalanced'

/** Which orders are listed; what is left out lets all through but those deleted at Shopify. */
export interface OrderFilters {
  /** Days of the order date in the shop's zone. */
  range: Period
  /** Whom and what a search means, see `searchOrders` and `searchCustomers`. */
  found?: { orders: readonly string[]; customers: readonly string[] | { text: string } } | undefined
  customerId?: string | undefined
  financialStatus?: string | undefined
  fulfillmentStatus?: string | undefined
  /** `source_name`; '' for orders without one. */
  channel?: string | undefined
  /** ISO 3166 alpha-2; '' where it is not known. */
  country?: string | undefined
  state?: OrderState | undefined
  kind?: OrderKind | undefined
}

/** The same as conditions on `orders o`. */
export function orderConditions(filters: OrderFilters, timeZone: string): RawBuilder<unknown>[] {
  const { range, found, customerId, state, kind } = filters
  const startOf = (day: RawBuilder<unknown>) => sql`(${day})::timestamp at time zone ${timeZone}`
  const equal = [
    [sql`o.customer_id`, customerId && sql`${customerId}::bigint`],
    [sql`o.financial_status`, filters.financialStatus],
    [sql`o.fulfillment_status`, filters.fulfillmentStatus],
    [sql`coalesce(o.source_name, '')`, filters.channel],
    [sql`coalesce(o.country_code, '')`, filters.country],
  ] as const
  return [
    state === undefined ? sql`o.deleted_at is null` : OF_STATE[state],
    ...(kind === undefined ? [] : [OF_KIND[kind]]),
    ...(range.from === null ? [] : [sql`o.processed_at >= ${startOf(sql`${range.from}::date`)}`]),
    ...(range.to === null ? [] : [sql`o.processed_at < ${startOf(sql`${range.to}::date + 1`)}`]),
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [sql`${column} = ${value}`])),
    ...(found === undefined ? [] : [isFound(found)]),
  ]
}

const OF_STATE: Record<OrderState, RawBuilder<unknown>> = {
  open: sql`o.deleted_at is null and o.cancelled_at is null and not o.test`,
  cancelled: sql`o.deleted_at is null and o.cancelled_at is not null`,
  test: sql`o.deleted_at is null and o.test`,
  deleted: sql`o.deleted_at is not null`,
}

/**
 * Edited orders are many, so the list is walked until a page is full; in a CASE, which Postgres does
 * not turn into a join of all of them. Unbalanced ones are few, so they are looked up.
 */
const OF_KIND: Record<OrderKind, RawBuilder<unknown>> = {
  refunded: sql`o.total_refunded <> 0`,
  edited: sql`case when o.id in (select s.order_id from sales s where s.reason = 'ORDER_EDIT')
      then true else false end`,
  unbalanced: sql`o.id = any(array(select u.id from orders u where u.ledger_difference <> 0))`,
}

/** Where too many customers are meant, the list is walked until a page is full, as for edited ones. */
function isFound({ orders, customers }: NonNullable<OrderFilters['found']>) {
  const isOrder = sql`o.id = any(${lookedUp(orders)})`
  if ('text' in customers) {
    return sql`case when ${isOrder} then true
      else o.customer_id in (${idsMeant(customers.text)}) end`
  }
  if (customers.length === 0) return isOrder
  return sql`(${isOrder} or o.customer_id = any(${lookedUp(customers)}))`
}

/** Knowing how many ids there are, Postgres would rather walk along the list than look them up. */
const lookedUp = (ids: readonly string[]) => sql`array(select unnest(${ids}::bigint[]))`
