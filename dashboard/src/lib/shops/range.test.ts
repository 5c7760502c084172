import { expect, test } from 'vitest'
import { readShopsRange, shopsQuery } from './range.ts'

const today = '2026-11-26'
const query = (text: string) => new URLSearchParams(text)
const read = (text: string) => readShopsRange(query(text), today)

test('the last 30 days are each shop’s own, other days are named', () => {
  expect(shopsQuery(read(''), query(''))).toEqual({})
  expect(shopsQuery(read('range=7d'), query('reversals=order'))).toEqual({
    from: '2026-11-20',
    to: '2026-11-26',
    reversals: 'order',
  })
})

test('more than a year is too long, and is said to be', () => {
  expect(read('range=12m').problem).toBeNull()
  expect(read('from=2025-11-26&to=2026-11-26').problem).toBeNull()
  for (const text of ['range=all', 'from=2025-11-25&to=2026-11-26']) {
    expect(read(text)).toMatchObject({
      preset: '30d',
      from: '2026-10-28',
      to: '2026-11-26',
      problem: 'All shops together are shown for 366 days at most.',
    })
  }
})
