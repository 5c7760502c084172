import { expect, test } from 'vitest'
import { ledgerDifference } from './ledger-difference.ts'
import { order, reversal, sale } from './testing/inputs.ts'

const ledger = [
  sale({ id: '1', totalAmount: '45.0' }),
  sale({ id: '2', lineType: 'TIP', totalAmount: '5.0' }),
  sale({ id: '3', lineType: 'GIFT_CARD', totalAmount: '50.0' }),
  reversal({ id: '4', totalAmount: '-45.03' }),
]

test('an order balances when all of its rows, tips and gift cards included, make its current total', () => {
  expect(ledgerDifference(order({ id: '1', sales: ledger, currentTotal: '54.97' }))).toBe('0')
  expect(ledgerDifference(order({ id: '1', sales: ledger, currentTotal: '55.0' }))).toBe('-0.03')
  expect(ledgerDifference(order({ id: '1', sales: [], currentTotal: '-1.50' }))).toBe('1.5')
})

test('what Shopify states as cash rounding and refund discrepancy explains a difference, no more', () => {
  const off = { id: '1', sales: ledger, currentTotal: '55.0' }
  expect(ledgerDifference(order({ ...off, cashRounding: '0.03' }))).toBe('0')
  expect(ledgerDifference(order({ ...off, refundDiscrepancy: '-0.03' }))).toBe('0')
  expect(
    ledgerDifference(order({ ...off, cashRounding: '-0.02', refundDiscrepancy: '0.01' })),
  ).toBe('0')
  expect(ledgerDifference(order({ ...off, cashRounding: '0.05' }))).toBe('-0.03')
})
