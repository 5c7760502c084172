import { hashOrder } from './content-hash.ts'
import { findOrderFault } from './input-faults.ts'
import type { OrderInput } from './inputs.ts'

const faults = new WeakMap<OrderInput, string | undefined>()
const hashes = new WeakMap<OrderInput, string>()

/**
 * Does ahead of time what `ingestOrders` needs no database for, so that Postgres never waits for it:
 * call it with the next batch while the one before is written. The orders must not be changed then.
 * Measured: 9 of the 20 µs that an order costs JavaScript in `ingestOrders`.
 */
export function inspectOrders(batch: readonly OrderInput[]): void {
  for (const order of batch) {
    const fault = findOrderFault(order)
    faults.set(order, fault)
    if (fault === undefined) hashes.set(order, hashOrder(order))
  }
}

export function findInspectedFault(order: OrderInput): string | undefined {
  return faults.has(order) ? faults.get(order) : findOrderFault(order)
}

export function hashInspected(order: OrderInput): string {
  return hashes.get(order) ?? hashOrder(order)
}
