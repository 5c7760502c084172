/**
 * Shopify's formula for the requested cost of a query, as observed: scalars and money 0, an object
 * 1, a connection 2 + children × ⌊2·ln(max(2, n))⌋, a count root 10. Shopify keeps the exact
 * formula to itself, so this plans page sizes; the pacing goes by the costs that it answers.
 */

/** No single query may request more, on any plan. */
export const MAX_QUERY_COST = 1000

/** Most rows of one connection in one query. */
export const MAX_PAGE_SIZE = 250

export const OBJECT_COST = 1
export const COUNT_COST = 10

/** Requested cost of a connection of `first` nodes, each with `children` beside its own object. */
export function connectionCost(first: number, children: number): number {
  return 2 + (OBJECT_COST + children) * Math.floor(2 * Math.log(Math.max(2, first)))
}
