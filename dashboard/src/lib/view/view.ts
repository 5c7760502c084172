import type { Reversals } from '@tidemark/api/contract'
import type { Day } from '../range/day.ts'
import { readRange, type Range } from '../range/range.ts'
import { readFilters, type Filters } from './filters.ts'

/** Which earlier periods stand beside the one shown. */
export type Comparison = 'previous,year' | 'previous' | 'year' | 'none'

/** What a page about figures shows, read from its address. */
export interface View {
  range: Range
  compare: Comparison
  reversals: Reversals
  filters: Filters
}

export const comparisons = [
  { id: 'previous,year', label: 'The period and the year before' },
  { id: 'previous', label: 'The period before' },
  { id: 'year', label: 'The year before' },
  { id: 'none', label: 'Nothing' },
] as const satisfies { id: Comparison; label: string }[]

/** `usual` is how the shop counts reversals where the address doesn't say. */
export function readView(
  query: URLSearchParams,
  today: Day,
  firstOrderDay: Day | null,
  usual: Reversals = 'event',
): View {
  const compare = query.get('compare')
  const reversals = query.get('reversals')
  return {
    range: readRange(query, today, firstOrderDay),
    compare: comparisons.find(({ id }) => id === compare)?.id ?? 'previous,year',
    reversals: reversals === 'event' || reversals === 'order' ? reversals : usual,
    filters: readFilters(query),
  }
}

/** The days, for a route whose days may be left out: all time has no ends. */
export function daysOf({ range }: View): Record<string, Day> {
  return range.preset === 'all' ? {} : { from: range.from, to: range.to }
}

/** How the figures are counted and which orders they are about, for the API's query. */
export function figuresQuery({ reversals, filters }: View): Record<string, string> {
  return { reversals, ...filters }
}

/** What the API is asked to compare with; all time has nothing before it. */
export function compareQuery({ range, compare }: View): Record<string, string> {
  return range.preset === 'all' || compare === 'none' ? {} : { compare }
}
