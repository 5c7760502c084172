import { expect, test } from 'vitest'
import { changeChosen, createWorld, now, openWorld, randomChanges, setClock } from './index.ts'
import type { ShopState, World } from './index.ts'
import { takeSnapshot } from './snapshot.ts'

const anchor = new Date('2026-11-22T12:00:00Z')
const kinds = ['orders', 'customers', 'products', 'variants'] as const

/** Everything that a shop holds, as a copy. */
function copyOf(state: ShopState) {
  return structuredClone(kinds.map((kind) => [...state[kind].values()]))
}

/** One chosen change of each kind. */
function changeEachKind(world: World, { shop, customers, roster, products }: ShopState): void {
  const [first = 0, second = 0, third = 0] = [...customers.values()]
    .filter(({ orderIds }) => orderIds.length > 0)
    .map(({ id }) => id)
  const [orderId = 0, otherId = 0] = roster.orders.toReversed()
  const productId = [...products.keys()].at(-1) ?? 0
  const product = [...products.values()].find(({ variantIds }) => variantIds.length > 1)
  const domain = shop.domain
  changeChosen(world, domain, { change: 'stamp', orders: 30 })
  changeChosen(world, domain, { change: 'edit', orderId })
  changeChosen(world, domain, { change: 'merge', from: first, into: second })
  changeChosen(world, domain, { change: 'redact', customerId: third })
  changeChosen(world, domain, { change: 'delete', subjectType: 'ORDER', id: otherId })
  changeChosen(world, domain, { change: 'delete', subjectType: 'PRODUCT', id: productId })
  const id = product?.variantIds[0] ?? 0
  changeChosen(world, domain, { change: 'delete', subjectType: 'PRODUCT_VARIANT', id })
}

test('a snapshot stays as it was through changes of all kinds and the passing of time', () => {
  const world = openWorld({ dataDir: null, seed: 3, anchor, scale: 0.006, realNow: () => anchor })
  setClock(world, { frozen: true })
  for (const state of world.shops.values()) {
    const before = copyOf(state)
    const events = state.events.length
    const snapshot = takeSnapshot(state)
    changeEachKind(world, state)
    randomChanges(world, state.shop.domain, 1500, 4)
    setClock(world, { advanceSeconds: 40 * 86_400 })
    now(world)
    expect(copyOf(state)).not.toEqual(before)
    expect(copyOf(snapshot.state)).toEqual(before)
    expect(snapshot.state.events).toHaveLength(events)
    snapshot.release()
  }
})

test('a snapshot stays as it was while what was planned happens', () => {
  const world = openWorld({ dataDir: null, seed: 3, anchor, scale: 0.006, realNow: () => anchor })
  setClock(world, { frozen: true })
  const taken = Array.from(world.shops.values(), (state) => ({
    state,
    before: copyOf(state),
    snapshot: takeSnapshot(state),
  }))
  setClock(world, { advanceSeconds: 20 * 86_400 })
  for (const { state, before, snapshot } of taken) {
    expect(copyOf(state)).not.toEqual(before)
    expect(copyOf(snapshot.state)).toEqual(before)
    snapshot.release()
  }
})

test('what nothing changes is shared, not copied', () => {
  const world = createWorld({ seed: 3, anchor, scale: 0.002 })
  const [state] = world.shops.values()
  if (state === undefined) throw new Error('The world has no shop')
  const { state: kept, release } = takeSnapshot(state)
  for (const [id, order] of state.orders) expect(kept.orders.get(id)).toBe(order)
  release()
})
