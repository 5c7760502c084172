import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '../range/day.ts'
import { pickTicks } from './ticks.ts'

const days = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index))

const labels = (...of: Parameters<typeof pickTicks>): string[] =>
  pickTicks(...of).map(({ label }) => label)

describe('ticks', () => {
  test('are each day of a week', () => {
    expect(labels(days('2026-11-16', 7), 'day', 'en-US')).toEqual([
      'Nov 16',
      'Nov 17',
      'Nov 18',
      'Nov 19',
      'Nov 20',
      'Nov 21',
      'Nov 22',
    ])
  })

  test('are the Mondays of a month', () => {
    expect(labels(days('2026-10-24', 30), 'day', 'en-US')).toEqual([
      'Oct 26',
      'Nov 2',
      'Nov 9',
      'Nov 16',
    ])
  })

  test('are months where days or weeks are many, with the year where it begins', () => {
    expect(labels(days('2026-11-10', 90), 'day', 'en-US')).toEqual(['Dec 2026', 'Jan 2027', 'Feb'])
    const weeks = Array.from({ length: 53 }, (_, index) => addDays('2025-11-24', index * 7))
    expect(labels(weeks, 'week', 'en-US')).toEqual(['Jan 2026', 'Mar', 'May', 'Jul', 'Sep', 'Nov'])
  })

  test('are the same months in each year', () => {
    const months = Array.from({ length: 37 }, (_, index) => addMonths('2023-11-01', index))
    expect(labels(months, 'month', 'en-US')).toEqual([
      'Jan 2024',
      'Jul',
      'Jan 2025',
      'Jul',
      'Jan 2026',
      'Jul',
    ])
  })

  test('are never too many', () => {
    expect(pickTicks(days('2020-01-01', 4000), 'day', 'en-US').length).toBeLessThanOrEqual(8)
    expect(pickTicks(days('2026-01-01', 62), 'day', 'en-US').length).toBeLessThanOrEqual(9)
  })
})
