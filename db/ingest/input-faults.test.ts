import { expect, test } from 'vitest'
import { findCustomerFault, findOrderFault, findProductFault } from './input-faults.ts'
import { customer, line, order, product, refund, sale } from './testing/inputs.ts'

const variant = { id: '1', title: 'One', sku: null, price: '1.0', position: 1 }

test('a sound object has no fault', () => {
  const whole = order({
    id: '1',
    lines: [line({ id: '1' })],
    sales: [sale({ id: '1' })],
    refunds: [refund({ id: '1', processedAt: null })],
  })
  expect(findOrderFault(whole)).toBeUndefined()
  expect(findCustomerFault(customer({ id: '1', amountSpent: null }))).toBeUndefined()
  expect(findProductFault(product({ id: '1', variants: [variant] }))).toBeUndefined()
})

test.each([
  [
    { sales: [sale({ id: '4', currencyCode: 'CAD' })] },
    'Sale 4 is in CAD, but the order is in USD.',
  ],
  [{ sales: [sale({ id: '4' }), sale({ id: '4' })] }, 'It holds sale 4 twice.'],
  [{ lines: [line({ id: '3' }), line({ id: '3' })] }, 'It holds line 3 twice.'],
  [{ refunds: [refund({ id: '2' }), refund({ id: '2' })] }, 'It holds refund 2 twice.'],
  [{ currentTotal: '1e3' }, 'The order holds "1e3" where an amount should be.'],
  [{ processedAt: 'soon' }, 'The order holds "soon" where a time should be.'],
  [
    { cancelledAt: '+012026-01-01T00:00:00Z' },
    'The order holds "+012026-01-01T00:00:00Z" where a time should be.',
  ],
  [
    { lines: [line({ id: '3', quantity: 2 ** 31 })] },
    'The order holds "2147483648" where a whole number should be.',
  ],
  [
    { sales: [sale({ id: '4', quantity: 1.5 })] },
    'The order holds "1.5" where a whole number should be.',
  ],
  [{ customerId: 'gid://x' }, 'The order holds "gid://x" where a number should be.'],
])('an order with %j says what is wrong', (fields, reason) => {
  expect(findOrderFault(order({ id: '1', ...fields }))).toBe(reason)
})

test('a customer or product that makes no sense says so', () => {
  expect(findCustomerFault(customer({ id: '1', amountSpent: 'lots' }))).toBe(
    'The customer holds "lots" where an amount should be.',
  )
  expect(findProductFault(product({ id: '1', variants: [variant, variant] }))).toBe(
    'It holds variant 1 twice.',
  )
})
