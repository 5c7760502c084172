import type { OrderedList } from './connection.ts'
import { comparePositions } from './cursor.ts'
import type { SortValue } from './cursor.ts'

interface Entry<Row> {
  row: Row
  value: SortValue
}

interface View<Row> {
  /** In the order in which the rows came, to notice what changed. */
  seen: Entry<Row>[]
  list: OrderedList<Row>
}

/**
 * Sorted lists of one shop, each kept until one of its rows comes, goes or moves. Checking that
 * nothing did is one pass over the rows, an order of magnitude cheaper than sorting them again.
 */
export class SortedViews {
  readonly #views = new Map<string, View<never>>()

  /**
   * The rows by `valueOf`, then id. `name` stands for this collection and sort key; `listRows` is called
   * again for each walk over the rows.
   */
  get<Row extends { id: number }>(
    name: string,
    listRows: () => Iterable<Row>,
    count: number,
    valueOf: (row: Row) => SortValue,
  ): OrderedList<Row> {
    const known = this.#views.get(name) as unknown as View<Row> | undefined
    if (known !== undefined && isCurrent(known.seen, listRows(), count, valueOf)) return known.list
    const view = createView(listRows(), valueOf)
    this.#views.set(name, view as unknown as View<never>)
    return view.list
  }
}

function isCurrent<Row>(
  seen: Entry<Row>[],
  rows: Iterable<Row>,
  count: number,
  valueOf: (row: Row) => SortValue,
): boolean {
  if (seen.length !== count) return false
  let index = 0
  for (const row of rows) {
    const entry = seen[index++]
    if (entry === undefined || entry.row !== row || entry.value !== valueOf(row)) return false
  }
  return index === seen.length
}

function createView<Row extends { id: number }>(
  rows: Iterable<Row>,
  valueOf: (row: Row) => SortValue,
): View<Row> {
  const seen = Array.from(rows, (row) => ({ row, value: valueOf(row) }))
  const list = orderRows(
    seen.map((entry) => entry.row),
    valueOf,
  )
  return { seen, list }
}

/** Rows by `valueOf`, then id, without keeping the result. */
export function orderRows<Row extends { id: number }>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
): OrderedList<Row> {
  const positionOf = (row: Row) => ({ id: row.id, value: valueOf(row) })
  const sorted = rows.toSorted((a, b) => comparePositions(positionOf(a), positionOf(b)))
  return { rows: sorted, positionOf }
}
