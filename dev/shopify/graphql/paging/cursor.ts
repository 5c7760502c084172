import { badRequest } from '../api-error.ts'

/** What a list is sorted by: a time or amount, or a text. */
export type SortValue = number | string

/** A place in a sorted list: after the row with this value and id, wherever that row is now. */
export interface Position {
  id: number
  value: SortValue
}

/** An opaque cursor as Shopify's: base64 of `{"last_id":…,"last_value":…}`. */
export function encodeCursor({ id, value }: Position): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64')
}

/** Reads a cursor; anything that was not made by `encodeCursor` is "Malformed cursor". */
export function decodeCursor(cursor: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null && 'last_id' in parsed) {
      const { last_id: id, last_value: value } = parsed as Record<string, unknown>
      if (typeof id === 'number' && (typeof value === 'number' || typeof value === 'string')) {
        return { id, value }
      }
    }
  } catch {
    // Not JSON: refused below.
  }
  throw badRequest('Malformed cursor')
}

/** Orders two places: by value, then by id. */
export function comparePositions(a: Position, b: Position): number {
  if (typeof a.value !== typeof b.value) throw badRequest('Malformed cursor')
  if (a.value < b.value) return -1
  if (a.value > b.value) return 1
  return a.id - b.id
}
