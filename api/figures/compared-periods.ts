import type { ClosedPeriod, ComparedPeriod, Period } from '@tidemark/db/insights'
import { countDays, previousRange, yearBefore } from './days.ts'

export interface ComparedPeriods {
  previous: ComparedPeriod | null
  year: ComparedPeriod | null
}

/**
 * The periods to compare with. A range that is open at an end has no length, so none before it; nor
 * has one at the beginning of the calendar.
 */
export function comparedPeriods(range: Period, compare: string | undefined): ComparedPeriods {
  const { from, to } = range
  if (from === null || to === null) return { previous: null, year: null }
  const wanted = compare?.split(',') ?? []
  return {
    previous: wanted.includes('previous') ? toPrevious({ from, to }) : null,
    year: wanted.includes('year') ? toYear({ from, to }) : null,
  }
}

function toPrevious(range: ClosedPeriod): ComparedPeriod | null {
  const previous = previousRange(range)
  return previous ? { ...previous, earlierBy: { days: countDays(range.from, range.to) } } : null
}

function toYear(range: ClosedPeriod): ComparedPeriod | null {
  const year = yearBefore(range)
  return year ? { ...year, earlierBy: { years: 1 } } : null
}
