import type { Interval, OrdersBucket } from '@tidemark/api/contract'
import { addDays, addMonths, type Day } from '../range/day.ts'

/** One mark of a chart over time: a day, a week or a month. */
export interface Slot {
  /** The first day of the day, week or month, even where the range begins later. */
  date: Day
  /** The days it holds, the range's ends considered. */
  first: Day
  last: Day
  /** It holds less than its name says: today is not over, or the range cuts it. */
  partial: boolean
  /** It lies wholly after today. */
  upcoming: boolean
}

/** What the API says of an answer's history, with its place in time. */
export type Bucket = OrdersBucket & Slot

export function toBuckets<T extends { date: Day }>(
  history: readonly T[],
  range: { from: Day; to: Day; interval: Interval },
  today: Day,
): (T & Slot)[] {
  return history.map((bucket) => {
    const end = lastDay(bucket.date, range.interval)
    const first = bucket.date < range.from ? range.from : bucket.date
    const last = end > range.to ? range.to : end
    return {
      ...bucket,
      first,
      last,
      partial: first > bucket.date || last < end || (first <= today && today <= last),
      upcoming: first > today,
    }
  })
}

function lastDay(date: Day, interval: Interval): Day {
  switch (interval) {
    case 'day':
      return date
    case 'week':
      return addDays(date, 6)
    case 'month':
      return addDays(addMonths(date, 1), -1)
  }
}
