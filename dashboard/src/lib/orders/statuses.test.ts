import { expect, test } from 'vitest'
import { describeFlags, describeStatus } from './statuses.ts'

test('a status is written as Shopify’s admin writes it, one that is new too', () => {
  expect(describeStatus('PARTIALLY_REFUNDED')).toBe('Partially refunded')
  expect(describeStatus('LOST_AT_SEA')).toBe('Lost at sea')
})

test('what happened to an order is said in a few words', () => {
  const none = {
    test: false,
    cancelled: false,
    deleted: false,
    edited: false,
    refunded: false,
    unbalanced: false,
  }
  expect(describeFlags(none)).toBe('')
  expect(describeFlags({ ...none, edited: true, cancelled: true })).toBe('Cancelled, edited')
  expect(describeFlags({ ...none, unbalanced: true })).toBe('Does not add up')
})
