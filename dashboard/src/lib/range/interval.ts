import type { Interval } from '@tidemark/api/contract'
import { countDays, type Day } from './day.ts'

export const intervals = ['day', 'week', 'month'] as const satisfies readonly Interval[]

export function isInterval(text: string | null): text is Interval {
  return intervals.some((interval) => interval === text)
}

/** As fine as the eye can still tell the buckets apart: up to 92 days, then weeks up to 400 days. */
export function suitableInterval(from: Day, to: Day): Interval {
  const days = countDays(from, to)
  if (days <= 92) return 'day'
  return days <= 400 ? 'week' : 'month'
}
