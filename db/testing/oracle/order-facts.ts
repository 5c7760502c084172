import { localDay } from './calendar.ts'
import type { Order, Shop } from './shop.ts'

export type CustomerType = 'new' | 'returning' | 'guest'

/** An order that counts, with what is decided over all orders of its customer. */
export interface OrderFact {
  order: Order
  day: string
  /** Null for a guest's order and one whose customer was deleted. */
  customerId: string | null
  type: CustomerType
  /** The customer's orders up to and with this one; 0 for a guest's. */
  number: number
  /** The customer's order before this one. */
  previous: OrderFact | null
}

/** Orders that count, by order date, then id. Test orders count nowhere. */
export function listOrderFacts(shop: Shop): OrderFact[] {
  const lastOf = new Map<string, OrderFact>()
  return shop.orders
    .filter((order) => !order.test)
    .toSorted(byOrderDate)
    .map((order) => {
      const known = order.customerId !== null && !shop.deletedCustomers.has(order.customerId)
      const customerId = known ? order.customerId : null
      const previous = customerId === null ? null : (lastOf.get(customerId) ?? null)
      const fact: OrderFact = {
        order,
        day: localDay(order.processedAt, shop.timeZone),
        customerId,
        type: customerId === null ? 'guest' : previous === null ? 'new' : 'returning',
        number: customerId === null ? 0 : (previous?.number ?? 0) + 1,
        previous,
      }
      if (customerId !== null) lastOf.set(customerId, fact)
      return fact
    })
}

/** What each customer ordered, first order first. */
export function groupByCustomer(facts: readonly OrderFact[]): Map<string, OrderFact[]> {
  const groups = new Map<string, OrderFact[]>()
  for (const fact of facts) {
    if (fact.customerId === null) continue
    groups.set(fact.customerId, [...(groups.get(fact.customerId) ?? []), fact])
  }
  return groups
}

function byOrderDate(a: Order, b: Order): number {
  const difference = Date.parse(a.processedAt) - Date.parse(b.processedAt)
  return difference === 0 ? Number(a.id) - Number(b.id) : difference
}
