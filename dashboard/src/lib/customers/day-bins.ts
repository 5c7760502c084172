import type { TimeBetweenOrdersResponse } from '@tidemark/api/contract'
import type { Slot } from '../charts/buckets.ts'

/** Orders whose customer came back after so many days; a band of the histogram. */
export interface DayBin extends Slot {
  /** Days, both included. */
  fromDays: number
  toDays: number
  orders: number
}

const widths = [1, 7, 14, 30, 60, 90]
const most = 60

/** Cuts days into at most about sixty bands of one width, from the same day to the longest wait. */
export function toDayBins(histogram: TimeBetweenOrdersResponse['histogram']): DayBin[] {
  const longest = histogram.at(-1)?.days ?? 0
  const width = widths.find((one) => longest / one < most) ?? Math.ceil(longest / most)
  const bins = Array.from({ length: Math.floor(longest / width) + 1 }, (_, index) => ({
    // A chart over time knows its bands by a text; none of these is a day of the calendar.
    date: String(index),
    first: '',
    last: '',
    partial: false,
    upcoming: false,
    fromDays: index * width,
    toDays: (index + 1) * width - 1,
    orders: 0,
  }))
  for (const { days, orders } of histogram) {
    const bin = bins[Math.floor(days / width)]
    if (bin) bin.orders += orders
  }
  return bins
}

/** "7 to 13 days", "the same day". */
export function describeDays({ fromDays, toDays }: Pick<DayBin, 'fromDays' | 'toDays'>): string {
  if (fromDays !== toDays) return `${fromDays} to ${toDays} days`
  if (fromDays === 0) return 'the same day'
  return fromDays === 1 ? '1 day' : `${fromDays} days`
}
