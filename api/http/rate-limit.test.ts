import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('each caller has a burst, and then as many a minute as come back', () => {
  let now = 0
  const take = createRateLimit({ burst: 2, perMinute: 6 }, () => now)
  expect([take('a'), take('a')]).toEqual([0, 0])
  expect(take('a')).toBeCloseTo(10)
  expect(take('b')).toBe(0)
  now = 4_000
  expect(take('a')).toBeCloseTo(6)
  now = 10_000
  expect(take('a')).toBe(0)
  expect(take('a')).toBeCloseTo(10)
  now = 3_600_000
  expect([take('a'), take('a'), take('a') > 0]).toEqual([0, 0, true])
})

test('ten thousand callers are remembered, and the one that was quiet for longest is forgotten', () => {
  const take = createRateLimit({ burst: 1, perMinute: 1 }, () => 0)
  expect([take('first'), take('second')]).toEqual([0, 0])
  for (let n = 0; n < 9_998; n += 1) take(String(n))
  expect(take('first')).toBeGreaterThan(0)
  take('one more')
  expect(take('second')).toBe(0)
})
