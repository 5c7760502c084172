import { describe, expect, test } from 'vitest'
import { paginate } from './connection.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { orderRows } from './sorted-view.ts'

interface Row {
  id: number
  value: number
}

function rows(count: number, value: (index: number) => number = (index) => index): Row[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, value: value(index) }))
}

function page(list: Row[], args: Record<string, unknown>, matches?: (row: Row) => boolean) {
  const ordered = orderRows(list, (row) => row.value)
  return paginate(ordered, { args, matches, toNode: (row) => row.id })
}

/** Reads a list to its end, page by page. */
function readAll(list: Row[], args: Record<string, unknown>, matches?: (row: Row) => boolean) {
  const ids: number[] = []
  let after: string | null = null
  for (;;) {
    const { nodes, pageInfo } = page(list, { ...args, after }, matches)
    ids.push(...nodes)
    if (!pageInfo.hasNextPage) return ids
    after = pageInfo.endCursor
  }
}

describe('a connection', () => {
  test('pages through 3,000 rows of one value without a loop or a skip', () => {
    const list = rows(3000, () => 7)
    expect(readAll(list, { first: 250 })).toEqual(list.map((row) => row.id))
    expect(readAll(list, { first: 7, reverse: true })).toEqual(list.map((row) => row.id).reverse())
  })

  test('tells exactly whether there is more on either side', () => {
    const list = rows(5)
    const first = page(list, { first: 2 })
    expect(first.nodes).toEqual([1, 2])
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const second = page(list, { first: 3, after: first.pageInfo.endCursor })
    expect(second.nodes).toEqual([3, 4, 5])
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    const last = page(list, { last: 2 })
    expect(last.nodes).toEqual([4, 5])
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    const before = page(list, { last: 10, before: last.pageInfo.startCursor })
    expect(before.nodes).toEqual([1, 2, 3])
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  })

  test('counts only what the filter lets through', () => {
    const list = rows(10)
    const isEven = (row: Row) => row.id % 2 === 0
    expect(readAll(list, { first: 2 }, isEven)).toEqual([2, 4, 6, 8, 10])
    expect(page(list, { first: 5 }, isEven).pageInfo.hasNextPage).toBe(false)
    expect(page([], { first: 5 }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    })
  })

  test('goes on at its place when rows come, go or move between two pages', () => {
    const list = rows(6)
    const { pageInfo } = page(list, { first: 3 })
    const changed = [
      ...list.filter((row) => row.id !== 3 && row.id !== 5),
      { id: 5, value: 9 },
      { id: 7, value: 0 },
    ]
    expect(page(changed, { first: 10, after: pageInfo.endCursor }).nodes).toEqual([4, 6, 5])
  })

  test('refuses arguments as Shopify does', () => {
    const list = rows(3)
    expect(() => page(list, {})).toThrow('you must provide one of first or last')
    expect(() => page(list, { first: 1, last: 1 })).toThrow(
      'providing both first and last is not supported',
    )
    expect(() => page(list, { first: 251 })).toThrow('first cannot exceed 250')
    expect(() => page(list, { first: 1, after: 'no cursor' })).toThrow('Malformed cursor')
    const ofText = encodeCursor({ id: 1, value: 'text' })
    expect(() => page(list, { first: 1, after: ofText })).toThrow('Malformed cursor')
  })

  test('ends at 25,000 objects', () => {
    const list = rows(25_300)
    const at = (id: number) => encodeCursor({ id, value: id - 1 })
    expect(page(list, { first: 250, after: at(24_750) }).nodes.at(-1)).toBe(25_000)
    expect(() => page(list, { first: 250, after: at(25_000) })).toThrow('limited to 25,000 objects')
  })
})

test('a cursor is base64 JSON with the last id and value', () => {
  const cursor = encodeCursor({ id: 7017, value: 1_793_476_101_000 })
  expect(JSON.parse(Buffer.from(cursor, 'base64').toString())).toEqual({
    last_id: 7017,
    last_value: 1_793_476_101_000,
  })
  expect(decodeCursor(cursor)).toEqual({ id: 7017, value: 1_793_476_101_000 })
})
