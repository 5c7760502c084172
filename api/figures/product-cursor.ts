import type { ProductPlace, ProductSort } from '@tidemark/db/insights'
import { z } from 'zod'
import { readPageCursor, toPageCursor } from './page-cursor.ts'

/** How the list is sorted that a cursor belongs to. */
export interface ProductListing {
  by: 'product' | 'variant'
  sort: ProductSort
  direction: 'asc' | 'desc'
}

const id = z.string().regex(/^\d{1,18}$/)
const Cursor = z.tuple([z.string(), z.string().max(500), id, id])

/** The place where a page ended, as an opaque text for the query of the next one. */
export function toProductCursor(listing: ProductListing, place: ProductPlace): string {
  return toPageCursor(nameOf(listing), [place.sortValue, place.productId, place.variantId])
}

/** Refuses what is no cursor, or one of a list that is sorted in another way. */
export function readProductCursor(
  listing: ProductListing,
  cursor: string | undefined,
): ProductPlace | undefined {
  if (cursor === undefined) return undefined
  const [, sortValue, productId, variantId] = readPageCursor(cursor, nameOf(listing), {
    shape: Cursor,
    fits: (value) => fits(listing.sort, value),
  })
  return { sortValue, productId, variantId }
}

const nameOf = ({ by, sort, direction }: ProductListing) => `${by} ${sort} ${direction}`

/** Postgres would answer a value of another type with an error of its own. */
function fits(sort: ProductSort, value: string): boolean {
  if (sort === 'title') return !value.includes('\0')
  if (sort === 'lastSoldOn') return value === '-infinity' || z.iso.date().safeParse(value).success
  return /^-?(\d{1,60}(\.\d{1,60})?|Infinity)$/.test(value)
}
