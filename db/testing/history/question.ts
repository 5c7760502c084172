import { constantFrom, option, record, tuple, type Arbitrary } from 'fast-check'
import type { Interval } from '../oracle/calendar.ts'
import type { Filters } from '../oracle/filters.ts'
import type { Range, Reversals } from '../oracle/shop.ts'
import { instant } from './instants.ts'

/** What is asked of a shop's figures: any range, open or not, any of the filters. */
export interface Question {
  range: Range
  /** The same with two ends, not longer than two years. */
  closed: { from: string; to: string }
  reversals: Reversals
  interval: Interval
  compared: 'previous' | 'year' | undefined
  filters: Filters
}

const day = instant.map((iso) => iso.slice(0, 10))

export const question: Arbitrary<Question> = record({
  days: tuple(day, day).map(([a, b]): [string, string] => (a < b ? [a, b] : [b, a])),
  open: constantFrom('neither', 'neither', 'from', 'to', 'both'),
  reversals: constantFrom<Reversals[]>('event', 'order'),
  interval: constantFrom<Interval[]>('day', 'week', 'month'),
  compared: constantFrom(undefined, 'previous' as const, 'year' as const),
  filters: record({
    channel: rarely('web', 'pos', ''),
    customerType: rarely('new', 'returning', 'guest'),
    presentmentCurrency: rarely('USD', 'EUR'),
    country: rarely('US', ''),
    product: rarely('5', '6'),
  }),
}).map(({ days: [from, to], open, ...rest }) => ({
  ...rest,
  range: {
    from: open === 'from' || open === 'both' ? null : from,
    to: open === 'to' || open === 'both' ? null : to,
  },
  closed: { from, to },
}))

/** Three times in four not at all. */
function rarely<T extends string>(...values: T[]): Arbitrary<T | undefined> {
  return option(constantFrom(...values), { nil: undefined, freq: 1 }).chain((value) =>
    constantFrom(value, undefined),
  )
}
