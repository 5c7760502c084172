import { expect, test } from 'vitest'
import { toCustomer } from './to-customer.ts'

const node = {
  id: 'gid://shopify/Customer/7',
  displayName: 'Ada Lovelace',
  state: 'DISABLED',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00Z',
  amountSpent: { amount: '0.0', currencyCode: 'USD' },
  numberOfOrders: '0',
}
const nameOf = (displayName: string | null): string | null =>
  toCustomer({ ...node, displayName }, '2026-01-03T00:00:00Z').displayName

test('a name is kept, and what Shopify shows in its place is not', () => {
  expect(nameOf('Ada Lovelace')).toBe('Ada Lovelace')
  expect(nameOf('Ada 2')).toBe('Ada 2')
  expect(nameOf('ada@example.com')).toBeNull()
  expect(nameOf('+44 20 7946-0958')).toBeNull()
  expect(nameOf(null)).toBeNull()
})
