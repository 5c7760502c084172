import { badRequest } from '../api-error.ts'
import type { Arguments } from '../resolver.ts'

/** The largest page that Shopify gives. */
const MAX_PAGE_SIZE = 250

/** As `first`: every row, for bulk operations, which know no pages. No client can send it. */
export const ALL_ROWS = Symbol('all rows')

/** Which page of a connection is wanted. */
export interface PageArguments {
  size: number
  /** True for `last`: the page is counted from the end. */
  fromEnd: boolean
  after: string | null
  before: string | null
  reverse: boolean
}

/** Checks and reads the paging arguments that every connection has. */
export function readPageArguments(args: Arguments): PageArguments {
  const reverse = args['reverse'] === true
  if (args['first'] === ALL_ROWS) {
    return { size: Infinity, fromEnd: false, after: null, before: null, reverse }
  }
  const first = toSize('first', args['first'])
  const last = toSize('last', args['last'])
  if (first === null && last === null) throw badRequest('you must provide one of first or last')
  if (first !== null && last !== null) {
    throw badRequest('providing both first and last is not supported')
  }
  return {
    size: first ?? last ?? 0,
    fromEnd: last !== null,
    after: toText(args['after']),
    before: toText(args['before']),
    reverse,
  }
}

function toSize(name: string, value: unknown): number | null {
  if (typeof value !== 'number') return null
  if (value > MAX_PAGE_SIZE) throw badRequest(`${name} cannot exceed ${MAX_PAGE_SIZE}`)
  if (value < 0) throw badRequest(`${name} cannot be negative`)
  return value
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
