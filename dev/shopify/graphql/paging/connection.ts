import { badRequest } from '../api-error.ts'
import type { Arguments } from '../resolver.ts'
import { comparePositions, decodeCursor, encodeCursor } from './cursor.ts'
import type { Position } from './cursor.ts'
import { readPageArguments } from './page-arguments.ts'
import type { PageArguments } from './page-arguments.ts'

/** Shopify pages through this many objects of a list and no further. */
const PAGING_LIMIT = 25_000

/** What every connection type resolves from. */
export interface Connection<Node> {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

/** Rows in ascending order of their positions. */
export interface OrderedList<Row> {
  rows: readonly Row[]
  positionOf: (row: Row, index: number) => Position
}

/** What to take of a list: the paging arguments, which rows count, and what a row becomes. */
export interface ConnectionOptions<Row, Node> {
  args: Arguments
  matches?: ((row: Row) => boolean) | undefined
  toNode: (row: Row) => Node
}

/**
 * One page of a sorted list. Cursors are places, not row numbers: rows that come, go or move between
 * two pages neither repeat nor hide the others. `pageInfo` is exact in both directions.
 * @throws ApiError BAD_REQUEST as Shopify for missing or wrong arguments, and past 25,000 objects
 */
export function paginate<Row, Node>(
  list: OrderedList<Row>,
  { args, matches = () => true, toNode }: ConnectionOptions<Row, Node>,
): Connection<Node> {
  const page = readPageArguments(args)
  const walk = createWalk(list, page, matches)
  if (page.size === Infinity) return takeAll(walk.listAll(), toNode)
  const taken = page.fromEnd ? walk.takeBackward() : walk.takeForward()
  const edges = taken.map((index) => ({
    cursor: encodeCursor(walk.positionAt(index)),
    node: toNode(walk.rowAt(index)),
  }))
  const start = taken[0] ?? (page.fromEnd ? walk.end : walk.begin)
  const end = taken.at(-1) ?? start - 1
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: walk.hasMatch(end + 1, walk.length),
      hasPreviousPage: walk.hasMatch(0, start),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/** Everything at once, for a reader who needs neither cursors nor page info. */
function takeAll<Row, Node>(rows: readonly Row[], toNode: (row: Row) => Node): Connection<Node> {
  const pageInfo = {
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  }
  return { edges: [], nodes: rows.map(toNode), pageInfo }
}

/** A walk over the list in the order asked for; index 0 is what the reader sees first. */
function createWalk<Row>(
  { rows, positionOf }: OrderedList<Row>,
  { size, fromEnd, after, before, reverse }: PageArguments,
  matches: (row: Row) => boolean,
) {
  const length = rows.length
  const toIndex = (index: number) => (reverse ? length - 1 - index : index)
  const rowAt = (index: number): Row => {
    const row = rows[toIndex(index)]
    if (row === undefined) throw new RangeError(`No row ${index} in a list of ${length}`)
    return row
  }
  const positionAt = (index: number) => positionOf(rowAt(index), toIndex(index))
  const compareAt = (index: number, position: Position) =>
    comparePositions(positionAt(index), position) * (reverse ? -1 : 1)
  /** The first index at or (`past`) after the position. */
  const seek = (cursor: string, past: boolean) => {
    const position = decodeCursor(cursor)
    let low = 0
    let high = length
    while (low < high) {
      const middle = (low + high) >> 1
      const order = compareAt(middle, position)
      if (order < 0 || (past && order === 0)) low = middle + 1
      else high = middle
    }
    return low
  }
  const begin = after === null ? 0 : seek(after, true)
  const end = Math.max(begin, before === null ? length : seek(before, false))
  const hasMatch = (from: number, to: number) => {
    for (let index = from; index < to; index++) if (matches(rowAt(index))) return true
    return false
  }
  const refuseBeyondLimit = (from: number, to: number) => {
    if (to - from < PAGING_LIMIT) return
    let passed = 0
    for (let index = from; index < to; index++) if (matches(rowAt(index))) passed += 1
    if (passed < PAGING_LIMIT) return
    throw badRequest(`Pagination is limited to ${PAGING_LIMIT.toLocaleString('en')} objects.`)
  }
  return {
    begin,
    end,
    length,
    rowAt,
    positionAt,
    hasMatch,
    listAll: () => (reverse ? rows.toReversed() : rows).filter(matches),
    takeForward() {
      if (!fromEnd) refuseBeyondLimit(0, begin)
      const taken: number[] = []
      for (let index = begin; index < end && taken.length < size; index++) {
        if (matches(rowAt(index))) taken.push(index)
      }
      return taken
    },
    takeBackward() {
      refuseBeyondLimit(end, length)
      const taken: number[] = []
      for (let index = end - 1; index >= begin && taken.length < size; index--) {
        if (matches(rowAt(index))) taken.unshift(index)
      }
      return taken
    },
  }
}

/** A connection over a short list in its own order, such as an order's line items. */
export function paginateArray<Row, Node>(
  rows: readonly Row[],
  idOf: (row: Row) => number,
  options: ConnectionOptions<Row, Node>,
): Connection<Node> {
  const positionOf = (row: Row, index: number) => ({ id: idOf(row), value: index })
  return paginate({ rows, positionOf }, options)
}
