import { countDays, type Day } from '../range/day.ts'
import { readRange, type Range } from '../range/range.ts'

/** As the API: hundreds of shops answer with a figure for each day. */
const mostDays = 366

/** The days from the address, as on a shop's pages but for ranges that are too long for all shops. */
export function readShopsRange(query: URLSearchParams, today: Day): Range {
  const range = readRange(query, today, null)
  const tooLong = range.preset === 'all' || countDays(range.from, range.to) > mostDays
  return tooLong
    ? {
        ...readRange(new URLSearchParams(), today, null),
        problem: `All shops together are shown for ${mostDays} days at most.`,
      }
    : range
}

/**
 * What the API is asked with. The last 30 days are those of each shop’s own clock; shops around the
 * world share no other today, so other ranges are told by their days.
 */
export function shopsQuery(
  { preset, from, to }: Range,
  query: Pick<URLSearchParams, 'get'>,
): Record<string, string> {
  return {
    ...(preset === '30d' ? {} : { from, to }),
    ...(query.get('reversals') === 'order' ? { reversals: 'order' } : {}),
  }
}
