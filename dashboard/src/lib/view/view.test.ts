import { expect, test } from 'vitest'
import { compareQuery, daysOf, figuresQuery, readView, type View } from './view.ts'

const read = (query: string): View =>
  readView(new URLSearchParams(query), '2026-11-22', '2025-03-01')

test('a view of an empty address is the last 30 days against both periods', () => {
  const view = read('')
  expect(view).toMatchObject({ compare: 'previous,year', reversals: 'event', filters: {} })
  expect(daysOf(view)).toEqual({ from: '2026-10-24', to: '2026-11-22' })
  expect(compareQuery(view)).toEqual({ compare: 'previous,year' })
})

test('filters are passed on as they are, the empty one too, and nothing else is', () => {
  const view = read('channel=&country=CH&reversals=order&search=x')
  expect(figuresQuery(view)).toEqual({ reversals: 'order', channel: '', country: 'CH' })
})

test('all time has no ends and nothing before it', () => {
  expect(daysOf(read('range=all'))).toEqual({})
  expect(compareQuery(read('range=all&compare=year'))).toEqual({})
  expect(compareQuery(read('compare=none'))).toEqual({})
})

test('a value that nobody knows counts as left out', () => {
  expect(read('compare=later&reversals=never')).toMatchObject({
    compare: 'previous,year',
    reversals: 'event',
  })
})
