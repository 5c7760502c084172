import type { OrderInput } from '../inputs.ts'
import type { Shop } from './oracle.ts'
import type { Happening } from './shop-history.ts'

interface Known<T> {
  row: T
  updatedAt: string
  deletedAt: string | null
}

/**
 * What a shop's mirror holds after each happening, by the rules of design.md said in plain objects:
 * nothing newer is replaced by something older, and a deletion stands until something newer than it.
 * (Times are ISO strings of one form, so they compare as text.)
 */
export class ShopModel {
  timeZone: string
  readonly #orders = new Map<string, Known<OrderInput>>()
  readonly #customers = new Map<string, Known<null>>()
  readonly #batches: OrderInput[][] = []

  constructor(timeZone: string) {
    this.timeZone = timeZone
  }

  /** The batch that an `again` repeats. */
  batchAgain({ at, updatedAt }: { at: number; updatedAt: string | null }): OrderInput[] {
    const batch = this.#batches[at % Math.max(1, this.#batches.length)] ?? []
    return updatedAt === null ? batch : batch.map((one) => ({ ...one, updatedAt }))
  }

  /** The live orders of a customer: what a merge moves. */
  ordersOf(customerId: string): string[] {
    return [...this.#orders.values()]
      .filter((one) => one.deletedAt === null && one.row.customerId === customerId)
      .map((one) => one.row.id)
  }

  apply(happening: Happening): void {
    switch (happening.kind) {
      case 'batch':
        this.#batches.push(happening.orders)
        for (const row of newestLast(happening.orders)) this.#put(this.#orders, row.id, row, row)
        break
      case 'again':
        for (const row of newestLast(this.batchAgain(happening))) {
          this.#put(this.#orders, row.id, row, row)
        }
        break
      case 'delete':
        for (const id of happening.ids) {
          remove(happening.entity === 'orders' ? this.#orders : this.#customers, id, happening.at)
        }
        break
      case 'merge':
        this.#move(happening.from, happening.to)
        break
      case 'customers':
        for (const id of happening.ids) this.#put(this.#customers, id, null, happening)
        break
      case 'shop':
        this.timeZone = happening.timeZone
        break
      case 'drain':
        break
    }
  }

  get shop(): Shop {
    const gone = [...this.#customers].filter(([, one]) => one.deletedAt !== null)
    return {
      timeZone: this.timeZone,
      orders: [...this.#orders.values()]
        .filter((one) => one.deletedAt === null)
        .map((one) => one.row),
      deletedCustomers: new Set(gone.map(([id]) => id)),
    }
  }

  #put<T>(all: Map<string, Known<T>>, id: string, row: T, { updatedAt }: { updatedAt: string }) {
    const known = all.get(id)
    if (known !== undefined && updatedAt < known.updatedAt) return
    if (known?.deletedAt != null && updatedAt <= known.deletedAt) return
    all.set(id, { row, updatedAt, deletedAt: null })
  }

  #move(from: string, to: string): void {
    for (const id of this.ordersOf(from)) {
      const known = this.#orders.get(id)
      if (known !== undefined) known.row = { ...known.row, customerId: to }
    }
  }
}

function remove<T>(all: Map<string, Known<T>>, id: string, at: string): void {
  const known = all.get(id)
  if (known === undefined || known.deletedAt !== null || known.updatedAt > at) return
  known.deletedAt = at
}

/** Of one order's versions in a batch the newest is put last, equal ones as they came. */
function newestLast(batch: readonly OrderInput[]): OrderInput[] {
  return batch.toSorted((a, b) =>
    a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : 0,
  )
}
