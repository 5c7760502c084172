import type { CustomerPlace, CustomerSort, ScoredGroup } from '@tidemark/db/insights'
import { z } from 'zod'
import { isPostgresTime, readPageCursor, toPageCursor } from './page-cursor.ts'

type Sorted = `${CustomerSort} ${'asc' | 'desc'}`

/**
 * How the list is sorted that a cursor belongs to, and of which RFM group it is; `customerOrders`: a
 * customer's orders.
 */
export type CustomerListing = Sorted | `${Sorted} ${ScoredGroup}` | `customerOrders ${string}`

const Cursor = z.tuple([z.string(), z.string().max(60), z.string().regex(/^\d{1,18}$/)])

/** The place where a page ended, as an opaque text for the query of the next one. */
export function toCustomerCursor(listing: CustomerListing, place: CustomerPlace): string {
  return toPageCursor(listing, [place.sortValue, place.id])
}

/** Refuses what is no cursor, or one of a list that is sorted in another way or of another group. */
export function readCustomerCursor(
  listing: CustomerListing,
  cursor: string | undefined,
): CustomerPlace | undefined {
  if (cursor === undefined) return undefined
  const [, sortValue, id] = readPageCursor(cursor, listing, {
    shape: Cursor,
    fits: (value) => fits(listing, value),
  })
  return { sortValue, id }
}

/** Postgres would answer a value of another type with an error of its own. */
function fits(listing: CustomerListing, value: string): boolean {
  if (listing.startsWith('orders ')) {
    const [, lastOrder = ''] = /^\d{1,9} (.*)$/.exec(value) ?? []
    return isPostgresTime(lastOrder)
  }
  const isTime = /^(lastOrder|firstOrder|customerOrders) /.test(listing)
  return isTime ? isPostgresTime(value) : /^-?\d{1,18}$/.test(value)
}
