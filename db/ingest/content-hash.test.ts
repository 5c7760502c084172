import { expect, test } from 'vitest'
import { hashOrder } from './content-hash.ts'
import { line, order, refund, sale } from './testing/inputs.ts'

test('an order’s fingerprint stays what it was when it was stored, however its children come', () => {
  const lines = [line({ id: '2' }), line({ id: '10', title: 'Crème "1"' })]
  const sales = [sale({ id: '9', totalAmount: '10.50' }), sale({ id: '3', quantity: null })]
  const refunds = [refund({ id: '4', processedAt: null })]
  const cancelledAt = '2026-03-11T00:00:00.5Z'
  const given = { id: '1', cancelledAt, originalTotal: '-0.00', currentTotal: '100', refunds }
  const stored = 'f6a21f02cdcb3c2ec0fd8fe78dee103c3bd41b58b29387fcab0e3a21c536cc52'
  expect(hashOrder(order({ ...given, lines, sales }))).toBe(stored)
  const reversed = { lines: lines.toReversed(), sales: sales.toReversed() }
  expect(hashOrder(order({ ...given, ...reversed }))).toBe(stored)
})
