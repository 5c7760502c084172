import { expect, test } from 'vitest'
import { describeFilter } from './filter-words.ts'

test('a filter says in words what it lets through', () => {
  expect(describeFilter('country', 'CH')).toBe('Country: Switzerland')
  expect(describeFilter('country', '')).toBe('Country: not known')
  expect(describeFilter('country', 'nowhere')).toBe('Country: nowhere')
  expect(describeFilter('channel', '')).toBe('Sales channel: none')
  expect(describeFilter('customerType', 'guest')).toBe('Customers: Guests')
  expect(describeFilter('presentmentCurrency', 'EUR')).toBe('Paid in: EUR')
})
