import { expect, test } from 'vitest'
import { dayAround, offsetAt, parseTime } from './time.ts'

const NOW = Date.UTC(2026, 10, 1)

function span(text: string, zone: string) {
  const found = parseTime(text, zone, NOW)
  return found && [new Date(found.start).toISOString(), new Date(found.end).toISOString()]
}

test('a time with a zone is that second', () => {
  const second = ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:01.000Z']
  expect(span('2026-11-22T10:00:00Z', 'America/New_York')).toEqual(second)
  expect(span('2026-11-22T11:00:00+01:00', 'Asia/Tokyo')).toEqual(second)
})

test('a time without a zone is local time of the shop', () => {
  expect(span('2026-11-22T10:00:00', 'America/New_York')?.[0]).toBe('2026-11-22T15:00:00.000Z')
  expect(span('2026-07-22T10:00:00', 'Europe/Berlin')?.[0]).toBe('2026-07-22T08:00:00.000Z')
})

test('a date is the whole day of the shop, also when clocks change', () => {
  expect(span('2026-11-22', 'Asia/Tokyo')).toEqual([
    '2026-11-21T15:00:00.000Z',
    '2026-11-22T15:00:00.000Z',
  ])
  expect(span('2026-03-08', 'America/New_York')).toEqual([
    '2026-03-08T05:00:00.000Z',
    '2026-03-09T04:00:00.000Z',
  ])
})

test('a year and a month are whole too', () => {
  expect(span('2024', 'UTC')).toEqual(['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'])
  expect(span('2024-12', 'UTC')).toEqual(['2024-12-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'])
})

test('now is now, and anything else is no time', () => {
  expect(span('now', 'UTC')?.[0]).toBe('2026-11-01T00:00:00.000Z')
  expect(span('yesterday', 'UTC')).toBeUndefined()
  expect(span('2026-13-01', 'UTC')).toBeUndefined()
})

test('the day around an instant and the offset follow daylight saving', () => {
  const day = dayAround(Date.UTC(2026, 10, 1, 12), 'America/New_York')
  expect((day.end - day.start) / 3_600_000).toBe(25)
  expect(offsetAt(Date.UTC(2026, 0, 1), 'America/New_York')).toBe(-5 * 3_600_000)
  expect(offsetAt(Date.UTC(2026, 6, 1), 'Asia/Kolkata')).toBe(5.5 * 3_600_000)
  expect(offsetAt(Date.UTC(2026, 6, 1), 'UTC')).toBe(0)
})
