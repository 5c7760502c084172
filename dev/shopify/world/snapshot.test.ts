import { expect, test } from 'vitest'
import { createWorld, now, openWorld, randomChanges, setClock } from './index.ts'
import type { ShopState } from './index.ts'
import { takeSnapshot } from './snapshot.ts'

const anchor = new Date('2026-11-22T12:00:00Z')
const kinds = ['orders', 'customers', 'products', 'variants'] as const

/** Everything that a shop holds, as a copy. */
function copyOf(state: ShopState) {
  return structuredClone(kinds.map((kind) => [...state[kind].values()]))
}

test('a snapshot stays as it was through changes of all kinds and the passing of time', () => {
  const world = openWorld({ dataDir: null, seed: 3, anchor, scale: 0.006, realNow: () => anchor })
  setClock(world, { frozen: true })
  for (const state of world.shops.values()) {
    const before = copyOf(state)
    const events = state.events.length
    const snapshot = takeSnapshot(state)
    randomChanges(world, state.shop.domain, 1500, 4)
    setClock(world, { advanceSeconds: 40 * 86_400 })
    now(world)
    expect(copyOf(state)).not.toEqual(before)
    expect(copyOf(snapshot.state)).toEqual(before)
    expect(snapshot.state.events).toHaveLength(events)
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
