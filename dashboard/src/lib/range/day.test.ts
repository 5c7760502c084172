import { describe, expect, test } from 'vitest'
import { addDays, addMonths, countDays, dayIn, firstOfMonth, isDay, weekday } from './day.ts'

describe('day', () => {
  test('is the day in the zone of the shop, on both sides of midnight', () => {
    const at = Date.parse('2026-11-23T01:30:00Z')
    expect(dayIn('America/New_York', at)).toBe('2026-11-22')
    expect(dayIn('Europe/Berlin', at)).toBe('2026-11-23')
    expect(dayIn('Asia/Tokyo', Date.parse('2026-12-31T15:00:00Z'))).toBe('2027-01-01')
  })

  test('exists in the calendar', () => {
    expect(isDay('2024-02-29')).toBe(true)
    expect(['2026-02-29', '2026-13-01', '26-01-01', '0000-01-01', ''].some(isDay)).toBe(false)
  })

  test('is counted across a change of the clocks', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(countDays('2026-10-24', '2026-10-26')).toBe(3)
    expect(countDays('2026-01-01', '2026-01-01')).toBe(1)
  })

  test('keeps to the end of a shorter month', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2024-12-15', 2)).toBe('2025-02-15')
    expect(firstOfMonth('2026-11-22')).toBe('2026-11-01')
  })

  test('knows Monday as the first day of the week', () => {
    expect(weekday('2026-11-23')).toBe(0)
    expect(weekday('2026-11-22')).toBe(6)
  })
})
