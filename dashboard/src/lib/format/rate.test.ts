import { describe, expect, test } from 'vitest'
import { formatRate } from './rate.ts'

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
