import { expect, it } from 'vitest'
import { openWorld, setClock } from './index.ts'
import { Random } from './random.ts'
import { letArrive } from './traffic.ts'

it('brings orders and what becomes of them, at the rate asked for, and none while frozen', () => {
  const anchor = new Date('2026-11-22T12:00:00Z')
  const realNow = () => anchor
  const world = openWorld({ dataDir: null, seed: 9, anchor, scale: 0.004, realNow })
  const moments = (random: Random) =>
    Array.from({ length: 300 }, () => letArrive(world, random, 1 / 15)).flat()

  const arrived = moments(new Random(1))
  expect(arrived.length).toBeGreaterThan(30)
  expect(arrived.length).toBeLessThan(90)
  expect(new Set(arrived.map((change) => change.shop)).size).toBe(3)
  const orders = arrived.filter((change) => change.kind === 'newOrder')
  expect(orders.length).toBeGreaterThan(arrived.length / 2)

  setClock(world, { frozen: true })
  expect(moments(new Random(2))).toEqual([])
})
