import type { TenantTrx } from '../index.ts'
import { hashOrder } from './content-hash.ts'
import { findOrderFault } from './input-faults.ts'
import type { IngestResult, OrderInput } from './inputs.ts'
import { markNewOrders } from './marks.ts'
import { OrderRows } from './order-rows.ts'
import { insertSteps } from './orders.ts'
import { runInTurn } from './run-in-turn.ts'
import { lockTenantPart } from './tenant-lock.ts'
import { areUnknown } from './unknown-orders.ts'

/**
 * New orders, made ready for one transaction ahead of time: while they come, Postgres works on those
 * before them. Written as `ingestOrders` writes them; of an order only its bytes are kept, so that the
 * garbage collector has little to move.
 */
export class OrderStage {
  readonly #rows = spare.pop() ?? new OrderRows()
  readonly #ids = new Set<string>()
  #twice = false

  /** @returns why the order can't be mirrored, and must be set aside; undefined where it was taken */
  add(order: OrderInput): string | undefined {
    const fault = findOrderFault(order)
    if (fault !== undefined) return fault
    const id = owned(order.id)
    this.#twice ||= this.#ids.has(id)
    this.#ids.add(id)
    this.#rows.add(order, hashOrder(order))
    return undefined
  }

  /**
   * Writes all that was added, once.
   * @returns undefined, and nothing is written, when one of them was added twice or is known here in
   *   any way, see `areUnknown`: then it takes `ingestOrders` to look at each
   */
  async write(trx: TenantTrx): Promise<IngestResult | undefined> {
    const ids = [...this.#ids]
    const result = { changed: ids.length, unchanged: 0, stale: 0, rejected: 0 }
    if (ids.length === 0) return result
    if (this.#twice) return undefined
    await lockTenantPart(trx, 'orders')
    if (!(await areUnknown(trx, this.#rows))) return undefined
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
