import { array, assert, bigInt, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalMoney, isMoney, negateMoney, sumMoney } from './money.ts'

const cents = bigInt({ min: -(10n ** 14n), max: 10n ** 14n })

function spell(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(4, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
}

describe('money', () => {
  test('a value has one spelling', () => {
    expect(
      ['45', '45.0', '45.00', '45.10', '0.0', '-0.00', '-0', '-1.50'].map(canonicalMoney),
    ).toEqual(['45', '45', '45', '45.1', '0', '0', '0', '-1.5'])
    expect(canonicalMoney('1200')).toBe('1200')
  })

  test('sums are exact, to amounts that a double cannot hold', () => {
    expect(sumMoney(['0.1', '0.2'])).toBe('0.3')
    expect(sumMoney(['90071992547409.93', '0.01', '-0.003'])).toBe('90071992547409.937')
    expect(sumMoney([])).toBe('0')
    expect(sumMoney(['0.03', '-0.1'])).toBe('-0.07')
    expect(sumMoney(['1', '2'])).toBe('3')
    expect(sumMoney(['99999999999999999.99', '0.01'])).toBe('100000000000000000')
    expect(sumMoney(['-0.5', '0.25'])).toBe('-0.25')
    assert(
      property(array(cents, { maxLength: 30 }), (all) => {
        const total = all.reduce((sum, one) => sum + one, 0n)
        expect(sumMoney(all.map(spell))).toBe(canonicalMoney(spell(total)))
      }),
      { seed: 20_261_126 },
    )
  })

  test('a number taken twice with opposite signs is nothing', () => {
    expect(negateMoney('4.50')).toBe('-4.5')
    expect(negateMoney('-4.50')).toBe('4.5')
    expect(negateMoney('0.0')).toBe('0')
  })

  test('what is not a plain decimal is refused', () => {
    expect(['1', '-1.5', '0.001'].every(isMoney)).toBe(true)
    expect(['', '1e3', '1,5', 'NaN', 'Infinity', '.5', '5.', '+1', ' 1'].some(isMoney)).toBe(false)
  })
})
