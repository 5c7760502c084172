import type { Order, ShopState } from '../world/model.ts'
import { countSale, noFigures } from './figures.ts'

/** One customer's lifetime, test orders aside. */
export interface Lifetime {
  id: number
  /** Minor units of the shop's currency. */
  totalSpent: number
  /** Oldest first. */
  orders: Order[]
}

/** The lifetimes of all customers that exist, by what they spent, then by id. */
export function lifetimes(state: ShopState): Lifetime[] {
  const byId = new Map<number, Lifetime>()
  for (const id of state.customers.keys()) byId.set(id, { id, totalSpent: 0, orders: [] })
  for (const order of state.orders.values()) {
    const lifetime = order.customerId === null ? undefined : byId.get(order.customerId)
    if (lifetime === undefined || order.test) continue
    lifetime.orders.push(order)
    const figures = noFigures()
    for (const agreement of order.agreements) {
      for (const sale of agreement.sales) countSale(figures, sale)
    }
    lifetime.totalSpent += figures.totalSales
  }
  for (const { orders } of byId.values()) {
    orders.sort((a, b) => a.processedAt - b.processedAt || a.id - b.id)
  }
  return [...byId.values()].sort((a, b) => b.totalSpent - a.totalSpent || a.id - b.id)
}

/** Who ordered in a range of days; `dayOf` tells an order's day. */
export function whoOrdered(
  customers: readonly Lifetime[],
  inRange: (order: Order) => boolean,
): {
  orderingCustomers: number
  newCustomers: number
  returningCustomers: number
  repeatingCustomers: number
} {
  const counts = {
    orderingCustomers: 0,
    newCustomers: 0,
    returningCustomers: 0,
    repeatingCustomers: 0,
  }
  for (const { orders } of customers) {
    const placed = orders.filter(inRange)
    if (placed.length === 0) continue
    const first = orders[0]
    counts.orderingCustomers++
    if (placed[0] === first) counts.newCustomers++
    if (placed.some((order) => order !== first)) counts.returningCustomers++
    if (placed.length > 1) counts.repeatingCustomers++
  }
  return counts
}
