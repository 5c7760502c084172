import { describe, expect, test } from 'vitest'
import { presetDays } from './presets.ts'
import { readRange, type Range } from './range.ts'

const today = '2026-11-22'
const first = '2023-11-24'
const read = (query: string): Range => readRange(new URLSearchParams(query), today, first)

describe('range', () => {
  test('is the last 30 days, by day, where the address says nothing', () => {
    expect(read('')).toMatchObject({
      preset: '30d',
      from: '2026-10-24',
      to: today,
      interval: 'day',
      problem: null,
    })
  })

  test('is chosen by name', () => {
    expect(presetDays('today', today, first)).toEqual({ from: today, to: today })
    expect(presetDays('7d', today, first)).toEqual({ from: '2026-11-16', to: today })
    expect(presetDays('90d', today, first)).toEqual({ from: '2026-08-25', to: today })
    expect(presetDays('month', today, first)).toEqual({ from: '2026-11-01', to: today })
    expect(presetDays('last-month', today, first)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
    expect(presetDays('year', today, first)).toEqual({ from: '2026-01-01', to: today })
    expect(presetDays('12m', today, first)).toEqual({ from: '2025-11-23', to: today })
    expect(presetDays('all', today, first)).toEqual({ from: first, to: today })
  })

  test('of all time shows at least 30 days, also of a shop without orders', () => {
    expect(presetDays('all', today, null).from).toBe('2026-10-24')
    expect(presetDays('all', today, '2026-11-20').from).toBe('2026-10-24')
  })

  test('takes any two days', () => {
    expect(read('from=2025-01-01&to=2025-03-31')).toMatchObject({
      preset: 'custom',
      from: '2025-01-01',
      to: '2025-03-31',
      interval: 'day',
    })
  })

  test('with one end is open to the first order or to today', () => {
    expect(read('from=2026-11-01')).toMatchObject({ from: '2026-11-01', to: today })
    expect(read('to=2024-01-01')).toMatchObject({ from: first, to: '2024-01-01' })
  })

  test('takes a coarser interval where it is long, unless the reader chose one', () => {
    expect(read('range=12m').interval).toBe('week')
    expect(read('range=all').interval).toBe('month')
    expect(read('range=all&interval=day')).toMatchObject({ interval: 'day' })
    expect(read('interval=hour').interval).toBe('day')
  })

  test('says so when the address makes no sense', () => {
    expect(read('from=2026-11-31&to=2026-12-01').problem).toMatch(/calendar/)
    expect(read('from=2026-11-02&to=2026-11-01').problem).toMatch(/ends before/)
    expect(read('from=nonsense').preset).toBe('30d')
  })
})
