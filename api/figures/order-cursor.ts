import type { OrderPlace, OrderSort } from '@tidemark/db/insights'
import { z } from 'zod'
import { isPostgresTime, readPageCursor, toPageCursor } from './page-cursor.ts'

/** How the list is sorted that a cursor belongs to. */
export type OrderListing = `orders ${OrderSort} ${'asc' | 'desc'}`

const Cursor = z.tuple([z.string(), z.string().max(130), z.string().regex(/^\d{1,18}$/)])

/** The place where a page ended, as an opaque text for the query of the next one. */
export function toOrderCursor(listing: OrderListing, place: OrderPlace): string {
  return toPageCursor(listing, [place.sortValue, place.id])
}

/** Refuses what is no cursor, or one of a list that is sorted in another way. */
export function readOrderCursor(
  listing: OrderListing,
  cursor: string | undefined,
): OrderPlace | undefined {
  if (cursor === undefined) return undefined
  const [, sortValue, id] = readPageCursor(cursor, listing, {
    shape: Cursor,
    fits: (value) => fits(listing, value),
  })
  return { sortValue, id }
}

/** Postgres would answer a value of another type with an error of its own. */
function fits(listing: OrderListing, value: string): boolean {
  if (listing.startsWith('orders processedAt ')) return isPostgresTime(value)
  return /^-?\d{1,60}(\.\d{1,60})?$/.test(value)
}
