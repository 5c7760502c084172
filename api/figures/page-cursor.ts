import type { z } from 'zod'
import { badQuery } from '../problems/problems.ts'

/** The place where a page of a list ended, as an opaque text for the query of the next one. */
export function toPageCursor(listing: string, place: readonly string[]): string {
  return Buffer.from(JSON.stringify([listing, ...place])).toString('base64url')
}

/**
 * The place that a cursor names. Refuses what is no cursor, or one of a list that is sorted in another
 * way or of others.
 * @param shape the list's name, the value it is sorted by, and the ids that make the place unique
 * @param fits whether Postgres would take this value as one of the list's sort
 */
export function readPageCursor<Place extends [string, string, ...string[]]>(
  cursor: string,
  listing: string,
  { shape, fits }: { shape: z.ZodType<Place>; fits: (sortValue: string) => boolean },
): Place {
  const place = parse(shape, cursor)
  if (place[0] !== listing || !fits(place[1])) {
    throw badQuery('cursor', 'belongs to a list that is sorted in another way, or of others.')
  }
  return place
}

function parse<Place>(shape: z.ZodType<Place>, cursor: string): Place {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw badQuery('cursor', 'is none of those that an answer has given.')
  }
}

/** Whether a value is a time as Postgres writes it in UTC: others it would answer with an error. */
export const isPostgresTime = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(value) && !Number.isNaN(Date.parse(value))
