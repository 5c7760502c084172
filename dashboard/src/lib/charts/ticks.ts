import type { Interval } from '@tidemark/api/contract'
import { formatMonth, formatShortDay } from '../format/date.ts'
import { weekday, type Day } from '../range/day.ts'

/** A mark below a chart over time. */
export interface Tick {
  date: Day
  label: string
  /** Left out where there is little room. */
  minor: boolean
}

const most = 8

/**
 * Marks where a reader expects them: Mondays, first days of months, Januaries; never more than
 * eight, every second of them minor.
 */
export function pickTicks(dates: readonly Day[], interval: Interval, locale: string): Tick[] {
  const byMonth = interval === 'month' || dates.length > (interval === 'week' ? 12 : 62)
  const marked = thin(byMonth ? monthStarts(dates) : dayMarks(dates, interval), byMonth)
  return marked.map((date, index) => ({
    date,
    label: byMonth
      ? formatMonth(locale, date, index === 0 || date.slice(5, 7) === '01')
      : formatShortDay(locale, date),
    minor: marked.length > 4 && index % 2 === 1,
  }))
}

/** The first bucket of each month. */
function monthStarts(dates: readonly Day[]): Day[] {
  return dates.filter((date, index) => {
    const before = dates[index - 1]
    if (before === undefined) return date.slice(8) <= '07'
    return before.slice(0, 7) !== date.slice(0, 7)
  })
}

function dayMarks(dates: readonly Day[], interval: Interval): readonly Day[] {
  if (interval === 'week' || dates.length <= 10) return dates
  return dates.filter((date) => weekday(date) === 0)
}

function thin(dates: readonly Day[], byMonth: boolean): Day[] {
  const steps = byMonth ? [1, 2, 3, 6, 12, 24, 60] : [1, 2, 3, 4]
  const step = steps.find((n) => dates.length / n <= most) ?? Math.ceil(dates.length / most)
  if (!byMonth || step === 1) return dates.filter((_, index) => index % step === 0)
  // Counted from January, so that each year's marks are the same months.
  return dates.filter((date) => {
    const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
    return months % step === 0
  })
}
