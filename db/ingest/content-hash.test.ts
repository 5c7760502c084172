import { expect, test } from 'vitest'
import { hashOrder } from './content-hash.ts'
import { line, order, refund, sale } from './testing/inputs.ts'

test('an order’s fingerprint stays what it was when it was stored, however its children come', () => {
  const lines = [line({ id: '2' }), line({ id: '10', title: 'Crème "1"' })]
  const sales = [sale({ id: '9', totalAmount: '10.50' }), sale({ id: '3', quantity: null })]
  const refunds = [refund({ id: '4', processedAt: null })]
  const cancelledAt = '2026-03-11T00:00:00.5Z'
  const given = { id: '1', cancelledAt, originalTotal: '-0.00', currentTotal: '100', refunds }
  const stored = '19786e5c3549ea5661a9e0898bc5e72221c735ab14ae61c39c4d9a358baf5257'
  expect(hashOrder(order({ ...given, lines, sales }))).toBe(stored)
  const reversed = { lines: lines.toReversed(), sales: sales.toReversed() }
  expect(hashOrder(order({ ...given, ...reversed }))).toBe(stored)
  expect(hashOrder(order({ ...given, lines, sales, cancelReason: null }))).toBe(stored)
  expect(hashOrder(order({ ...given, lines, sales, cancelReason: 'FRAUD' }))).not.toBe(stored)
})
