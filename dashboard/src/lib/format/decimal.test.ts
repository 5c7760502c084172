import { describe, expect, test } from 'vitest'
import { changeRatio, compare, divide, isZero, shareOf, subtract, sum } from './decimal.ts'

describe('decimal', () => {
  test('subtracts amounts beyond what a floating-point number holds', () => {
    expect(subtract('9007199254740993.10', '0.01')).toBe('9007199254740993.09')
    expect(subtract('0.10', '0.3')).toBe('-0.20')
    expect(subtract('120', '120')).toBe('0')
  })

  test('adds amounts of different fractions up', () => {
    expect(sum(['0.1', '0.2', '10'])).toBe('10.3')
    expect(sum(['-5.00', '5.00'])).toBe('0.00')
    expect(sum([])).toBe('0')
  })

  test('shares an amount among many, to its own last digit', () => {
    expect(divide('10.00', 3)).toBe('3.33')
    expect(divide('-0.05', 2)).toBe('-0.03')
    expect(divide('7', 2)).toBe('4')
    expect(divide('0.00', 5)).toBe('0.00')
  })

  test('compares by value, not by length', () => {
    expect(compare('9.99', '10.0')).toBe(-1)
    expect(compare('1.50', '1.5')).toBe(0)
    expect(compare('-1', '-2')).toBe(1)
  })

  test('knows every way to write nothing', () => {
    expect(['0', '0.00', '-0.0'].every(isZero)).toBe(true)
    expect(isZero('0.001')).toBe(false)
  })

  test('gives the change as a ratio, rounded half away from zero', () => {
    expect(changeRatio('112.43', '100.00')).toBe('0.1243')
    expect(changeRatio('2', '3')).toBe('-0.3333')
    expect(changeRatio('1', '3')).toBe('-0.6667')
    expect(changeRatio('100005', '100000')).toBe('0.0001')
  })

  test('measures a change from a negative amount against its size', () => {
    expect(changeRatio('50', '-100')).toBe('1.5000')
  })

  test('gives a part of a whole, which may be more than all of it, or a loss', () => {
    expect(shareOf('25.00', '100')).toBe('0.2500')
    expect(shareOf('-1', '3')).toBe('-0.3333')
    expect(shareOf('3', '2')).toBe('1.5000')
    expect(shareOf('-5', '-10')).toBe('0.5000')
  })

  test('knows no ratio to nothing', () => {
    expect(changeRatio('5', '0.00')).toBeNull()
    expect(shareOf('5', '0.00')).toBeNull()
  })

  test('refuses what is not a decimal amount', () => {
    expect(() => subtract('1e3', '0')).toThrow(RangeError)
  })
})
