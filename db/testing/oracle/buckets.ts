import {
  addDays,
  addYears,
  daysBetween,
  firstDayOf,
  type Interval,
  listBuckets,
  listDays,
} from './calendar.ts'

/** A range in buckets, or what an earlier one of as many days, or a year earlier, has beside them. */
export interface Buckets {
  from: string
  to: string
  interval: Interval
  compared?: 'previous' | 'year' | undefined
}

/**
 * The buckets, oldest first, with their days. Each day of an earlier period lies in the bucket of the
 * day that it is compared with; `date` is the first of the bucket's own days.
 */
export function cutBuckets({ from, to, interval, compared }: Buckets) {
  const length = daysBetween(from, to) + 1
  const earlier = (day: string): string =>
    compared === 'year' ? addYears(day, -1) : addDays(day, compared === 'previous' ? -length : 0)
  const later = (day: string): string => {
    const moved =
      compared === 'year' ? addYears(day, 1) : addDays(day, compared === 'previous' ? length : 0)
    return moved < from ? from : moved
  }
  const days = Map.groupBy(listDays(earlier(from), earlier(to)), (day) =>
    firstDayOf(later(day), interval),
  )
  return listBuckets(from, to, interval).map((bucket) => {
    const first = bucket < from && compared !== undefined ? from : bucket
    return { date: earlier(first), days: days.get(bucket) ?? [] }
  })
}
