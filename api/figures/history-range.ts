import { badQuery } from '../problems/problems.ts'
import type { Interval } from '../schemas/index.ts'
import { addDays, countDays } from './days.ts'

/** More buckets than any chart can show; by day it is 54 years. */
const MOST_BUCKETS = 20_000
const DAYS = { day: 1, week: 7, month: 28 }

/**
 * The days that /api/orders shows: what was asked for; an open end is today, an open beginning 30
 * days. Refuses a range that makes more buckets than anyone can use.
 */
export function historyRange(
  query: { from?: string | undefined; to?: string | undefined; interval: Interval },
  today: string,
): { from: string; to: string } {
  const to = query.to ?? (query.from !== undefined && query.from > today ? query.from : today)
  const from = query.from ?? addDays(to, -29) ?? '0001-01-01'
  const range = { from, to }
  refuseTooManyBuckets(range, query.interval, 1, query.from === undefined ? 'to' : 'from')
  return range
}

/** Refuses what makes more buckets, of so many rows together, than anyone can use. */
export function refuseTooManyBuckets(
  { from, to }: { from: string; to: string },
  interval: Interval,
  rows: number,
  field: 'from' | 'to' = 'from',
): void {
  if ((countDays(from, to) / DAYS[interval]) * rows <= MOST_BUCKETS) return
  throw badQuery(
    field,
    `The range makes more than 20,000 buckets. Ask for fewer days or a longer interval than ${interval}.`,
  )
}
