import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAmounts, minorDigits, toAmount } from './money.ts'

test('minor digits follow the currency', () => {
  expect(['JPY', 'USD', 'EUR', 'KWD', 'XXX'].map(minorDigits)).toEqual([0, 2, 2, 3, 2])
})

test('an amount is padded to the minor digits', () => {
  expect(toAmount('45', 2)).toBe('45.00')
  expect(toAmount('45.0', 2)).toBe('45.00')
  expect(toAmount('0', 3)).toBe('0.000')
  expect(toAmount('0.0', 0)).toBe('0')
  expect(toAmount('-0.05', 2)).toBe('-0.05')
  expect(toAmount('1200.00', 0)).toBe('1200')
})

test('a half is rounded away from zero, and nothing is ever minus zero', () => {
  expect(toAmount('1.005', 2)).toBe('1.01')
  expect(toAmount('-1.005', 2)).toBe('-1.01')
  expect(toAmount('1.00499', 2)).toBe('1.00')
  expect(toAmount('999.5', 0)).toBe('1000')
  expect(toAmount('-0.001', 2)).toBe('0.00')
})

test('amounts beyond what a floating point number can hold stay exact', () => {
  expect(toAmount('123456789012345678901234567890.125', 2)).toBe(
    '123456789012345678901234567890.13',
  )
})

test('an amount that has the digits already comes back as it is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.boolean(), (units, negative) => {
      const text = units.toString().padStart(3, '0')
      const sign = negative && units !== 0n ? '-' : ''
      const amount = `${sign}${text.slice(0, -2)}.${text.slice(-2)}`
      expect(toAmount(amount, 2)).toBe(amount)
    }),
    { seed: 20_261_126 },
  )
})

test('amounts are added to the last minor unit, across zero and beyond floating point', () => {
  expect(addAmounts('0.10', '0.20')).toBe('0.30')
  expect(addAmounts('5.00', '-5.05')).toBe('-0.05')
  expect(addAmounts('-0.05', '0.05')).toBe('0.00')
  expect(addAmounts('1200', '-3')).toBe('1197')
  expect(addAmounts('9007199254740993.125', '0.001')).toBe('9007199254740993.126')
})
