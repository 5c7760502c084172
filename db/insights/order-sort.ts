import { type RawBuilder, sql } from 'kysely'

/** What orders can be sorted by. Those of the same value follow by their ids. */
export type OrderSort = 'processedAt' | 'currentTotal'

/** The last row of a page. */
export interface OrderPlace {
  sortValue: string
  id: string
}

/**
 * How a list is sorted: the column of `orders o`, the same as the text that a cursor keeps, what comes
 * behind a place, and the order. Totals of several currencies are compared as numbers.
 */
export function orderSort(
  sort: OrderSort,
  direction: 'asc' | 'desc',
): {
  column: RawBuilder<unknown>
  text: (column: RawBuilder<unknown>) => RawBuilder<unknown>
  isBehind: (place: OrderPlace) => RawBuilder<unknown>
  way: RawBuilder<unknown>
} {
  const isTime = sort === 'processedAt'
  const column = isTime ? sql`o.processed_at` : sql`o.current_total`
  return {
    column,
    text: (value) =>
      isTime ? sql`(${value} at time zone 'UTC')::text || '+00'` : sql`${value}::text`,
    isBehind: ({ sortValue, id }) => sql`
      (${column}, o.id) ${direction === 'asc' ? sql`>` : sql`<`}
        (${sortValue}::text::${sql.raw(isTime ? 'timestamptz' : 'numeric')}, ${id}::bigint)
    `,
    way: direction === 'asc' ? sql`asc` : sql`desc`,
  }
}
