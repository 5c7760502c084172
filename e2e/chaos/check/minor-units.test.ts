import { expect, test } from 'vitest'
import { digitsOf, toMinorUnits } from './minor-units.ts'

test.each([
  ['12.5', 2, '1250'],
  ['-3.50', 2, '-350'],
  ['-0.05', 2, '-5'],
  ['0.00', 2, '0'],
  ['-0.00', 2, '0'],
  ['1234', 0, '1234'],
  ['98765432109876.54', 2, '9876543210987654'],
  ['19.991', 2, '1999.1'],
  ['0.001', 2, '0.1'],
])('%s with %i digits is %s', (decimal, digits, units) => {
  expect(toMinorUnits(decimal, digits)).toBe(units)
})

test('a currency has the digits that the platform knows', () => {
  expect([digitsOf('USD'), digitsOf('JPY'), digitsOf('KWD')]).toEqual([2, 0, 3])
})
