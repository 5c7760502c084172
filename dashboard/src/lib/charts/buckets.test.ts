import type { Interval } from '@tidemark/api/contract'
import { describe, expect, test } from 'vitest'
import { toBuckets, type Slot } from './buckets.ts'

const today = '2026-11-22'
const buckets = (interval: Interval, from: string, to: string, ...dates: string[]): Slot[] =>
  toBuckets(
    dates.map((date) => ({ date })),
    { from, to, interval },
    today,
  )

describe('buckets', () => {
  test('of today are partial, those before are not', () => {
    const [yesterday, now] = buckets('day', '2026-11-21', today, '2026-11-21', today)
    expect(yesterday).toMatchObject({ partial: false, upcoming: false })
    expect(now).toMatchObject({ partial: true, upcoming: false })
  })

  test('that the range cuts hold only the days inside', () => {
    const [first, second] = buckets('week', '2026-10-07', '2026-10-16', '2026-10-05', '2026-10-12')
    expect(first).toMatchObject({ first: '2026-10-07', last: '2026-10-11', partial: true })
    expect(second).toMatchObject({ first: '2026-10-12', last: '2026-10-16', partial: true })
  })

  test('know how long their month is', () => {
    const [february] = buckets('month', '2024-01-01', '2024-12-31', '2024-02-01')
    expect(february).toMatchObject({ first: '2024-02-01', last: '2024-02-29', partial: false })
  })

  test('after today are still to come', () => {
    const [tomorrow] = buckets('day', today, '2026-11-23', '2026-11-23')
    expect(tomorrow).toMatchObject({ upcoming: true, partial: false })
  })
})
