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
 * Sorted lists of one shop, each kept as long as the shop is. When rows come, go or move, only these
 * are sorted and merged into the others: with 26,000 orders that takes 2 ms where sorting them all
 * takes 20, and a shop changes between any two pages.
 */
export class SortedViews {
  readonly #views = new Map<string, View<never>>()

  /**
   * The rows by `valueOf`, then id. `name` stands for this collection and sort key; `listRows` is called
   * again for each walk over the rows, and gives new ones after those that it gave before.
   */
  get<Row extends { id: number }>(
    name: string,
    listRows: () => Iterable<Row>,
    valueOf: (row: Row) => SortValue,
  ): OrderedList<Row> {
    const known = this.#views.get(name) as unknown as View<Row> | undefined
    const view = known ?? { seen: [], list: orderRows<Row>([], valueOf) }
    if (known === undefined) this.#views.set(name, view as unknown as View<never>)
    update(view, listRows(), valueOf)
    return view.list
  }
}

/** Brings a view up to date, and leaves its list as it is where nothing changed. */
function update<Row extends { id: number }>(
  view: View<Row>,
  rows: Iterable<Row>,
  valueOf: (row: Row) => SortValue,
): void {
  const { seen } = view
  const { length } = seen
  const gone = new Set<Row>()
  const fresh: Row[] = []
  let read = 0
  let kept = 0
  for (const row of rows) {
    const value = valueOf(row)
    // Rows keep their order, so what stood before this one and is not this one was taken away.
    let entry = read < length ? seen[read++] : undefined
    while (entry !== undefined && entry.row !== row) {
      gone.add(entry.row)
      entry = read < length ? seen[read++] : undefined
    }
    if (entry === undefined) {
      entry = { row, value }
      fresh.push(row)
    } else if (entry.value !== value) {
      entry.value = value
      gone.add(row)
      fresh.push(row)
    }
    seen[kept++] = entry
  }
  for (; read < length; read++) {
    const entry = seen[read]
    if (entry !== undefined) gone.add(entry.row)
  }
  seen.length = kept
  if (gone.size === 0 && fresh.length === 0) return
  const { rows: before, positionOf } = view.list
  const still = gone.size === 0 ? before : before.filter((row) => !gone.has(row))
  view.list = { rows: merge(still, orderRows(fresh, valueOf)), positionOf }
}

/** Puts some sorted rows between others. */
function merge<Row>(rows: readonly Row[], { rows: some, positionOf }: OrderedList<Row>): Row[] {
  if (rows.length === 0) return [...some]
  const pieces: (readonly Row[])[] = []
  let from = 0
  for (const row of some) {
    const position = positionOf(row, 0)
    let low = from
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = rows[middle]
      if (other !== undefined && comparePositions(positionOf(other, 0), position) < 0) {
        low = middle + 1
      } else high = middle
    }
    pieces.push(rows.slice(from, low), [row])
    from = low
  }
  pieces.push(rows.slice(from))
  return pieces.flat()
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
