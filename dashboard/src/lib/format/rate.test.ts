import { describe, expect, test } from 'vitest'
import { formatRate, formatTimeLeft } from './rate.ts'

describe('a rate', () => {
  test('is written in whole rows, and with a decimal where it is slow', () => {
    expect(formatRate('en-US', 3240.4)).toBe('3,240 rows/s')
    expect(formatRate('en-US', 10)).toBe('10 rows/s')
    expect(formatRate('en-US', 9.96)).toBe('10 rows/s')
    expect(formatRate('en-US', 4.23)).toBe('4.2 rows/s')
    expect(formatRate('en-US', 0)).toBe('0 rows/s')
    expect(formatRate('de-DE', 4.23)).toBe('4,2 rows/s')
  })
})

describe('the time left', () => {
  test('is no finer than an estimate', () => {
    expect(formatTimeLeft(0)).toBe('a few seconds left')
    expect(formatTimeLeft(7)).toBe('a few seconds left')
    expect(formatTimeLeft(8)).toBe('about 10 s left')
    expect(formatTimeLeft(23)).toBe('about 25 s left')
    expect(formatTimeLeft(57)).toBe('about 55 s left')
    expect(formatTimeLeft(58)).toBe('about 1 min left')
    expect(formatTimeLeft(250)).toBe('about 4 min left')
    expect(formatTimeLeft(3_590)).toBe('about 1 h left')
    expect(formatTimeLeft(4_900)).toBe('about 1 h 20 min left')
    expect(formatTimeLeft(7_200)).toBe('about 2 h left')
  })
})
