import type { TenantTrx } from '../index.ts'
import { hashOrder } from './content-hash.ts'
import { findOrderFault } from './input-faults.ts'
import type { IngestResult, OrderInput } from './inputs.ts'
import { deleteLeftOvers } from './left-overs.ts'
import { markNewOrders } from './marks.ts'
import { OrderRows } from './order-rows.ts'
import { insertSteps } from './orders.ts'
import { findRedacted } from './redacted-people.ts'
import { resolveRejected } from './rejected-rows.ts'
import { runInTurn } from './run-in-turn.ts'
import { loadStoredState } from './stored-state.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * New orders, made ready for one transaction ahead of time: while they come, Postgres works on those
 * before them. Written as `ingestOrders` writes them; of an order only its bytes are kept, so that the
 * garbage collector has little to move.
 */
export class OrderStage {
  readonly #rows = spare.pop() ?? new OrderRows()
  readonly #heads = new Map<string, { id: string; updatedAt: string }>()
  readonly #buyers = new Set<string>()
  #twice = false

  /** @returns why the order can't be mirrored, and must be set aside; undefined where it was taken */
  add(order: OrderInput): string | undefined {
    const fault = findOrderFault(order)
    if (fault !== undefined) return fault
    const id = owned(order.id)
    const updatedAt = owned(order.updatedAt)
    if (order.customerId !== null) this.#buyers.add(owned(order.customerId))
    this.#twice ||= this.#heads.has(id)
    this.#heads.set(id, { id, updatedAt })
    this.#rows.add(order, hashOrder(order))
    return undefined
  }

  /**
   * Writes all that was added, once.
   * @returns undefined, and nothing is written, when one of them is stored already or was added twice,
   *   or is of somebody who is to stay forgotten: then it takes `ingestOrders` to look at each
   */
  async write(trx: TenantTrx): Promise<IngestResult | undefined> {
    const heads = [...this.#heads.values()]
    const result = { changed: heads.length, unchanged: 0, stale: 0, rejected: 0 }
    if (heads.length === 0) return result
    if (this.#twice) return undefined
    await lockTenantPart(trx, 'orders')
    const ids = [...this.#heads.keys()]
    const stored = await loadStoredState(trx, 'orders', ids)
    if (stored.size > 0) return undefined
    if ((await findRedacted(trx, [...this.#buyers])).size > 0) return undefined
    await deleteLeftOvers(trx, ids)
    await resolveRejected(trx, 'orders', heads)
    await runInTurn(trx, [() => markNewOrders(ids), ...insertSteps(this.#rows)])
    this.#rows.clear()
    if (spare.length < MOST_SPARE) spare.push(this.#rows)
    return result
  }
}

/** Memory of stages that were written, for the next ones: most of a first sync's time is its own. */
const spare: OrderRows[] = []
const MOST_SPARE = 2

/** A copy of a text that may be part of a large one, which it would keep in memory. */
function owned(text: string): string {
  return Buffer.from(text).toString()
}
