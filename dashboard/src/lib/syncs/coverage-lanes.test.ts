import type { EntityCoverage } from '@tidemark/api/contract'
import { expect, test } from 'vitest'
import { mapSpan, toLane } from './coverage-lanes.ts'

const day = (date: string): number => Date.parse(`${date}T00:00:00.000Z`)
const now = day('2026-11-26')
const span = { from: day('2026-01-01'), to: now }
const orders: EntityCoverage = {
  entity: 'orders',
  completeFrom: null,
  completeTo: '2026-11-26T00:00:00.000Z',
  comparedAt: null,
  gaps: [],
}
const gap = (code: EntityCoverage['gaps'][number]['code']) => ({
  code,
  field: null,
  count: null,
  sentence: '',
  action: null,
})
const spansOf = (change: Partial<EntityCoverage>) =>
  toLane({ ...orders, ...change }, span).spans.map(({ kind, from, to }) => [
    kind,
    new Date(from).toISOString().slice(0, 10),
    new Date(to).toISOString().slice(0, 10),
  ])

test('what is all there is one bar from the shop’s beginning until now', () => {
  expect(spansOf({})).toEqual([['complete', '2026-01-01', '2026-11-26']])
})

test('what Shopify hides before a day is missing there, and the rest is whole', () => {
  expect(spansOf({ completeFrom: '2026-09-27T00:00:00.000Z', gaps: [gap('sixty_days')] })).toEqual([
    ['missing', '2026-01-01', '2026-09-27'],
    ['complete', '2026-09-27', '2026-11-26'],
  ])
})

test('what lacks something within, or has changed since, is told apart from what is whole', () => {
  expect(spansOf({ completeTo: '2026-11-20T00:00:00.000Z', gaps: [gap('rejected')] })).toEqual([
    ['partial', '2026-01-01', '2026-11-20'],
    ['newer', '2026-11-20', '2026-11-26'],
  ])
  expect(spansOf({ completeTo: null, gaps: [gap('not_read_yet')] })).toEqual([
    ['missing', '2026-01-01', '2026-11-26'],
  ])
})

test('the map begins with the first that is known of the shop, and is never shorter than a month', () => {
  const cut = { ...orders, completeFrom: '2026-09-27T00:00:00.000Z' }
  expect(mapSpan([orders, cut], '2026-02-03', now)).toEqual({ from: day('2026-02-03'), to: now })
  expect(mapSpan([cut], null, now)).toEqual({ from: day('2026-09-27'), to: now })
  expect(mapSpan([orders], null, now)).toEqual({ from: day('2026-10-27'), to: now })
})
