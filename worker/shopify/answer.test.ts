import { expect, it } from 'vitest'
import { throttleWait } from './answer.ts'

const standard = { maximumAvailable: 2000, restoreRate: 100 }

it('a throttled answer tells how long to wait: until the bucket holds the query', () => {
  expect(throttleWait(783, { ...standard, currentlyAvailable: 83 })).toBe(7000)
})

it('and at least a second, as Shopify advises', () => {
  expect(throttleWait(10, { ...standard, currentlyAvailable: 9 })).toBe(1000)
  expect(throttleWait(783, null)).toBe(1000)
})
