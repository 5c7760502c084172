import { expect, test } from 'vitest'
import { SortedViews } from './sorted-view.ts'

interface Row {
  id: number
  at: number
}

function get(views: SortedViews, rows: Map<number, Row>) {
  return views.get(
    'rows',
    () => rows.values(),
    rows.size,
    (row) => row.at,
  )
}

test('a sorted view is kept while nothing moves, and made anew when something does', () => {
  const views = new SortedViews()
  const rows = new Map([3, 1, 2].map((id) => [id, { id, at: 10 - id }]))
  const first = get(views, rows)
  expect(first.rows.map(({ id }) => id)).toEqual([3, 2, 1])
  expect(get(views, rows)).toBe(first)

  const moved = rows.get(3)
  if (moved !== undefined) moved.at = 100
  expect(get(views, rows).rows.map(({ id }) => id)).toEqual([2, 1, 3])

  rows.delete(2)
  expect(get(views, rows).rows.map(({ id }) => id)).toEqual([1, 3])

  rows.set(1, { id: 1, at: 200 })
  expect(get(views, rows).rows.map(({ at }) => at)).toEqual([100, 200])

  rows.set(4, { id: 4, at: 150 })
  expect(get(views, rows).rows.map(({ id }) => id)).toEqual([3, 4, 1])
})
