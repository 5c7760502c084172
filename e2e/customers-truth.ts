import { zoneDays } from '../dev/shopify/truth/zone-days.ts'
import { readWorld, type ShopWorld, type WorldOrder } from './chaos/check/world.ts'
import { fetchTruth, type Truth } from './compare.ts'
import { rfmGroupOf } from '../db/testing/oracle/index.ts'
import type { RunFile } from './system.ts'

/** What the stand-in knows of a shop's customers. */
export interface CustomersTruth {
  world: ShopWorld
  /** Who has ordered, by what they are worth. */
  ordering: Truth['customers']
}

/** Freeze the clock first. */
export async function readCustomersTruth(run: RunFile, shop: string): Promise<CustomersTruth> {
  const { customers } = await fetchTruth(run, shop)
  return {
    world: await readWorld(run, shop),
    ordering: customers.filter(({ ordersCount }) => ordersCount > 0),
  }
}

/** Each customer's orders that count, the oldest first, with their day since 1970 in the shop's zone. */
export function ordersByCustomer(
  world: ShopWorld,
): Map<number, { day: number; order: WorldOrder }[]> {
  const dayOf = zoneDays(world.shop.ianaTimezone)
  const counted = [...world.orders.values()]
    .filter(({ test: isTest, customerId }) => !isTest && customerId !== null)
    .filter(({ customerId }) => world.customers.has(customerId ?? 0))
    .toSorted((one, other) => one.processedAt - other.processedAt || one.id - other.id)
    .map((order) => ({ day: dayOf(order.processedAt), order }))
  return Map.groupBy(counted, ({ order }) => order.customerId ?? 0)
}

/** Who is in an RFM group, by what they are worth. */
export function membersOf(group: string, { world, ordering }: CustomersTruth): Truth['customers'] {
  const orders = ordersByCustomer(world)
  const scored = ordering.map(({ id, totalSpent, ordersCount }) => ({
    id,
    ordersCount,
    exactSpent: BigInt(totalSpent.replace('.', '')),
    lastOrderAt: orders.get(Number(id))?.at(-1)?.order.processedAt ?? 0,
  }))
  const members = new Set(
    scored.filter((one) => rfmGroupOf(one, scored) === group).map(({ id }) => id),
  )
  return ordering.filter(({ id }) => members.has(id))
}
