import { expect, test } from 'vitest'
import { zoneTicks } from './zone-ticks.ts'

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
const between = (from: string, to: string, most = 6) =>
  zoneTicks({ from: Date.parse(from), to: Date.parse(to) }, berlin, most).map(
    ({ at, label }) => `${new Date(at).toISOString().slice(0, 16)} ${label}`,
  )

test('a few hours are marked at whole hours of the shop’s clock, midnight by its date', () => {
  expect(between('2026-11-22T20:10:00Z', '2026-11-23T00:30:00Z')).toEqual([
    '2026-11-22T21:00 22:00',
    '2026-11-22T22:00 23:00',
    '2026-11-22T23:00 23 Nov',
    '2026-11-23T00:00 01:00',
  ])
})

test('days begin at the shop’s midnight, also where the clock is put back between them', () => {
  expect(between('2026-10-24T10:00:00Z', '2026-10-26T12:00:00Z', 3)).toEqual([
    '2026-10-24T22:00 25 Oct',
    '2026-10-25T23:00 26 Oct',
  ])
})

test('months and years are marked at their first day', () => {
  expect(between('2026-05-20T00:00:00Z', '2026-11-26T00:00:00Z', 4)).toEqual([
    '2026-06-30T22:00 Jul 2026',
    '2026-08-31T22:00 Sept',
    '2026-10-31T23:00 Nov',
  ])
  expect(between('2023-11-27T00:00:00Z', '2026-11-26T00:00:00Z', 4)).toEqual([
    '2023-12-31T23:00 Jan 2024',
    '2024-12-31T23:00 Jan 2025',
    '2025-12-31T23:00 Jan 2026',
  ])
})

test('there are never more marks than asked for, and one more at the very ends', () => {
  for (const days of [0.01, 0.3, 1, 9, 40, 300, 4000]) {
    const from = Date.parse('2026-01-01T00:00:00Z')
    const ticks = zoneTicks({ from, to: from + days * 86_400_000 }, berlin)
    expect(ticks.length).toBeLessThanOrEqual(7)
    expect(ticks.length).toBeGreaterThanOrEqual(1)
  }
})
