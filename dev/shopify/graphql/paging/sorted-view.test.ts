import { expect, test } from 'vitest'
import { Random } from '../../world/random.ts'
import { SortedViews } from './sorted-view.ts'

interface Row {
  id: number
  at: number
}

function get(views: SortedViews, rows: Map<number, Row>) {
  return views.get(
    'rows',
    () => rows.values(),
    (row) => row.at,
  )
}

test('a sorted view is kept while nothing moves, and another when something does', () => {
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

test('a sorted view is right after many changes of all kinds, however many come at once', () => {
  const views = new SortedViews()
  const rows = new Map<number, Row>()
  const random = new Random(5)
  let lastId = 0
  for (let round = 0; round < 200; round++) {
    for (let change = random.int(0, 12); change > 0; change--) {
      const some = random.pickOrNull([...rows.values()])
      const kind = random.int(0, 3)
      if (some === null || kind === 0) rows.set(++lastId, { id: lastId, at: random.int(0, 9) })
      else if (kind === 1) rows.delete(some.id)
      else some.at = random.int(0, 9)
    }
    const expected = [...rows.values()].toSorted((a, b) => a.at - b.at || a.id - b.id)
    expect(get(views, rows).rows).toEqual(expected)
  }
})
