import { describe, expect, test } from 'vitest'
import { formatTimeLeft } from './time-left.ts'

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
