import { noteBefore } from './journal.ts'
import type { ShopState } from './model.ts'

/** What changes in place, and so has to be copied before it does. */
type Kind = 'orders' | 'customers' | 'products' | 'variants'

/** A shop as it was at one moment, whatever happens to it afterwards. */
export interface Snapshot {
  state: ShopState
  /** Ends the keeping; the copy then follows the shop again. */
  release: () => void
}

const taken = new WeakMap<ShopState, Set<ShopState>>()

/**
 * Keeps a shop as it is now, at the price of its lists only: each object is shared until something is
 * about to change it, and then copied (`beforeChange`).
 */
export function takeSnapshot(state: ShopState): Snapshot {
  const copy: ShopState = {
    ...state,
    orders: new Map(state.orders),
    customers: new Map(state.customers),
    products: new Map(state.products),
    variants: new Map(state.variants),
    events: [...state.events],
  }
  const copies = taken.get(state) ?? new Set()
  taken.set(state, copies.add(copy))
  return {
    state: copy,
    release: () => {
      copies.delete(copy)
      if (copies.size === 0) taken.delete(state)
    },
  }
}

/**
 * Whoever is about to change an object of a shop, or to take it away, says so first: for the snapshots
 * that share it, and for who follows the shop.
 */
export function beforeChange(state: ShopState, kind: Kind, id: number | null): void {
  if (id !== null) noteBefore(state, kind, id)
  beforeSilentChange(state, kind, id)
}

/** The same for changes that Shopify tells nobody of. */
export function beforeSilentChange(state: ShopState, kind: Kind, id: number | null): void {
  const copies = taken.get(state)
  if (copies === undefined || id === null) return
  const live = state[kind].get(id)
  if (live === undefined) return
  for (const copy of copies) {
    const kept = copy[kind] as Map<number, unknown>
    if (kept.get(id) === live) kept.set(id, structuredClone(live))
  }
}
