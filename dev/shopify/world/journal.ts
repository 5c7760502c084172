import type { Customer, Instant, Order, Product, ShopState, Variant } from './model.ts'

/** What is followed, by the name of its list in the shop. */
export interface Followed {
  orders: Order
  customers: Customer
  products: Product
  variants: Variant
}

export type FollowedKind = keyof Followed

/** Something that a change has touched, as it was before; null where it was not there. */
export type Touched = {
  [K in FollowedKind]: { kind: K; id: number; before: Followed[K] | null }
}[FollowedKind]

/** One thing that happened in a shop, with all that it touched. */
export interface ShopChange {
  at: Instant
  touched: Touched[]
  merges: { kept: number; gone: number }[]
}

export type ChangeListener = (state: ShopState, change: ShopChange) => void

interface Journal {
  listener: ChangeListener
  touched: Map<string, Touched>
  merges: ShopChange['merges']
}

const journals = new WeakMap<ShopState, Journal>()

/** Tells of everything that happens in a shop from now on, once it has happened. */
export function followShop(state: ShopState, listener: ChangeListener): void {
  if (journals.has(state)) return
  journals.set(state, { listener, touched: new Map(), merges: [] })
}

/** Notes how something is before it changes or goes. */
export function noteBefore(state: ShopState, kind: FollowedKind, id: number): void {
  const journal = journals.get(state)
  const live = state[kind].get(id)
  if (live === undefined || journal?.touched.has(`${kind} ${id}`) !== false) return
  note(journal, { kind, id, before: structuredClone(live) } as Touched)
}

/** Notes that something has just been made. */
export function noteMade(state: ShopState, kind: FollowedKind, id: number): void {
  const journal = journals.get(state)
  if (journal !== undefined) note(journal, { kind, id, before: null })
}

/** Notes that a customer was merged into another. */
export function noteMerge(state: ShopState, kept: number, gone: number): void {
  journals.get(state)?.merges.push({ kept, gone })
}

/** Closes one change: whoever follows the shop hears what it touched. */
export function endChange(state: ShopState, at: Instant): void {
  const journal = journals.get(state)
  if (journal === undefined || (journal.touched.size === 0 && journal.merges.length === 0)) return
  const change = { at, touched: [...journal.touched.values()], merges: journal.merges }
  journal.touched = new Map()
  journal.merges = []
  journal.listener(state, change)
}

function note(journal: Journal, touched: Touched): void {
  journal.touched.set(`${touched.kind} ${touched.id}`, touched)
}
