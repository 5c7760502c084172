import { describe, expect, test } from 'vitest'
import { formatDuration, formatInterval, formatRelative } from './relative-time.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

describe('relative time', () => {
  test('names the largest whole unit', () => {
    expect(formatRelative(now - 4 * 60_000 - 59_000, now)).toBe('4 minutes ago')
    expect(formatRelative(now + 3_600_000, now)).toBe('in 1 hour')
    expect(formatRelative(now - 49 * 3_600_000, now)).toBe('2 days ago')
  })

  test('says just now for what lies within a minute', () => {
    expect(formatRelative(now - 59_999, now)).toBe('just now')
    expect(formatRelative(now, now)).toBe('just now')
    expect(formatRelative(now + 1000, now)).toBe('in a moment')
  })

  test('says how often', () => {
    expect(formatInterval(3600)).toBe('hour')
    expect(formatInterval(900)).toBe('15 min')
    expect(formatInterval(86_400)).toBe('day')
    expect(formatInterval(604_800)).toBe('7 days')
    expect(formatInterval(129_600)).toBe('36 h')
  })

  test('says how long something took', () => {
    expect(formatDuration(12_400)).toBe('12 s')
    expect(formatDuration(185_000)).toBe('3 min 5 s')
    expect(formatDuration(3_840_000)).toBe('1 h 4 min')
    expect(formatDuration(7_200_000)).toBe('2 h')
  })
})
