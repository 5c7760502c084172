import { type Buckets, cutBuckets } from './buckets.ts'
import { localDay } from './calendar.ts'
import { toShare } from './exact.ts'
import { type Filters, keepOrders } from './filters.ts'
import { listLedger } from './ledger.ts'
import { groupByCustomer, listOrderFacts } from './order-facts.ts'
import { isInside, type Range, type Shop } from './shop.ts'

export interface CustomerFigures {
  orderingCustomers: number
  guestOrders: number
  newCustomers: number
  returningCustomers: number
  returningCustomerRate: number | null
  repeatPurchaseRate: number | null
}

/**
 * Who ordered in a range, by order date. With filters: who placed one of the orders that pass them;
 * whether they are returning is still decided over all of their orders.
 */
export function customerFigures(shop: Shop, range: Range, filters: Filters = {}): CustomerFigures {
  const facts = listOrderFacts(shop)
  const kept = keepOrders(listLedger(shop, facts, 'order'), facts, filters).filter(({ day }) =>
    isInside(day, range),
  )
  const customers = groupByCustomer(facts)
  const ordering = [...groupByCustomer(kept)]
  const byTheEnd = { from: null, to: range.to }
  const returning = ordering.filter(([id]) => {
    const all = customers.get(id) ?? []
    return all.filter(({ day }) => isInside(day, byTheEnd)).length > 1
  })
  const repeating = ordering.filter(([, orders]) => orders.length > 1)
  return {
    orderingCustomers: ordering.length,
    guestOrders: kept.filter(({ type }) => type === 'guest').length,
    newCustomers: kept.filter(({ type }) => type === 'new').length,
    returningCustomers: returning.length,
    returningCustomerRate: toShare(returning.length, ordering.length),
    repeatPurchaseRate: toShare(repeating.length, ordering.length),
  }
}

/** The same in buckets, each by itself. */
export function orderingHistory(
  shop: Shop,
  buckets: Buckets,
  filters: Filters = {},
): CustomerFigures[] {
  return cutBuckets(buckets).map(({ days: [first, ...others] }) => {
    // A year before February 29 there is no such day: nobody ordered on it.
    if (first === undefined) return customerFigures({ ...shop, orders: [] }, EVER)
    return customerFigures(shop, { from: first, to: others.at(-1) ?? first }, filters)
  })
}

const EVER = { from: null, to: null }

/** Customers who are not deleted; by a day: those of them who existed then. */
export function countCustomers(shop: Shop, by: string | null = null): number {
  return shop.customers.filter(
    ({ createdAt }) => by === null || localDay(createdAt, shop.timeZone) <= by,
  ).length
}
