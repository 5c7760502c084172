import { expect, it } from 'vitest'
import { ShopBudget } from './shop-budget.ts'

/** A clock that only moves while somebody pauses. */
function createClock() {
  let now = 0
  const pauses: number[] = []
  return {
    now: () => now,
    pauses,
    pause: (ms: number) => {
      now += ms
      pauses.push(ms)
      return Promise.resolve()
    },
  }
}

const standard = { maximumAvailable: 2000, restoreRate: 100 }

it('lets a request go at once while the bucket holds its cost', async () => {
  const clock = createClock()
  const budget = new ShopBudget(clock.now)
  await budget.reserve(783, clock.pause)
  budget.settle(783, { ...standard, currentlyAvailable: 1217 })
  await budget.reserve(783, clock.pause)
  expect(clock.pauses).toEqual([])
})

it('waits until the restore rate has filled up what is missing', async () => {
  const clock = createClock()
  const budget = new ShopBudget(clock.now)
  await budget.reserve(783, clock.pause)
  budget.settle(783, { ...standard, currentlyAvailable: 283 })
  await budget.reserve(783, clock.pause)
  expect(clock.now()).toBe(5000)
})

it('counts requests that are under way', async () => {
  const clock = createClock()
  const budget = new ShopBudget(clock.now)
  await budget.reserve(1, clock.pause)
  budget.settle(1, { ...standard, currentlyAvailable: 1000 })
  await budget.reserve(600, clock.pause)
  await budget.reserve(600, clock.pause)
  expect(clock.now()).toBe(2000)
})

it('takes a lost answer for spent', async () => {
  const clock = createClock()
  const budget = new ShopBudget(clock.now)
  await budget.reserve(1, clock.pause)
  budget.settle(1, { ...standard, currentlyAvailable: 800 })
  await budget.reserve(700, clock.pause)
  budget.abandon(700)
  await budget.reserve(200, clock.pause)
  expect(clock.now()).toBe(1000)
})

it('asks a query that is larger than the bucket once the bucket is full', async () => {
  const clock = createClock()
  const budget = new ShopBudget(clock.now)
  await budget.reserve(1, clock.pause)
  budget.settle(1, { maximumAvailable: 500, currentlyAvailable: 400, restoreRate: 50 })
  await budget.reserve(783, clock.pause)
  expect(clock.now()).toBe(2000)
})

it('knows from a throttled answer how long to wait', () => {
  expect(ShopBudget.waitFor(783, { ...standard, currentlyAvailable: 83 })).toBe(7000)
  expect(ShopBudget.waitFor(10, { ...standard, currentlyAvailable: 9 })).toBe(1000)
  expect(ShopBudget.waitFor(783, null)).toBe(1000)
})
