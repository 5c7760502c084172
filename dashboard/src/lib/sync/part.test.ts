import { describe, expect, test } from 'vitest'
import type { EntityProgress, Run } from '@tidemark/api/contract'
import { describePart } from './part.ts'
import { secondsLeftOf } from './seconds-left.ts'

function part(progress: Partial<EntityProgress> = {}): EntityProgress {
  return {
    read: 0,
    changed: 0,
    rejected: 0,
    total: null,
    done: false,
    mode: null,
    prepared: null,
    rowsPerSecond: null,
    secondsLeft: null,
    ...progress,
  }
}

describe('a part of a sync', () => {
  test('waits until something is known of it', () => {
    expect(describePart('orders', part(), 'en-US')).toEqual({
      count: 'waiting',
      pace: '',
      share: null,
      waiting: true,
    })
  })

  test('says how far it is, how fast, and how long it will take', () => {
    const orders = part({ read: 15_000, total: 60_000, rowsPerSecond: 3_000, secondsLeft: 15 })
    expect(describePart('orders', orders, 'en-US')).toEqual({
      count: '15,000 of 60,000 read',
      pace: '3,000 rows/s, about 15 s left',
      share: 0.25,
      waiting: false,
    })
  })

  test('has no share and no end where the total is unknown', () => {
    const orders = part({ read: 12, mode: 'pages', rowsPerSecond: 2.5, secondsLeft: null })
    expect(describePart('orders', orders, 'en-US')).toEqual({
      count: '12 read',
      pace: '2.5 rows/s',
      share: null,
      waiting: false,
    })
  })

  test('tells what Shopify has prepared before a file can be read', () => {
    const orders = part({ mode: 'bulk', prepared: 12_400, total: 60_000, secondsLeft: 95 })
    expect(describePart('orders', orders, 'en-US')).toEqual({
      count: 'Shopify is preparing the file: 12,400 objects so far',
      pace: 'about 2 min left',
      share: null,
      waiting: false,
    })
  })

  test('says what it came to when it is done', () => {
    const done = part({ read: 3, done: true, prepared: null, mode: 'pages', rowsPerSecond: 9 })
    expect(describePart('deletions', done, 'en-US')).toEqual({
      count: 'done, 3 found',
      pace: '',
      share: 1,
      waiting: false,
    })
  })

  test('never shows more than the whole', () => {
    expect(describePart('products', part({ read: 30, total: 12 }), 'en-US').share).toBe(1)
  })
})

describe('the time left of a sync', () => {
  const run = (entities: Partial<Record<string, EntityProgress>>): Run => ({
    workflowId: 'sync:1',
    runId: 'r',
    trigger: 'first',
    state: 'running',
    startedAt: '2026-11-22T12:00:00Z',
    finishedAt: null,
    rounds: 1,
    entities: {
      products: part({ done: true }),
      customers: part({ done: true }),
      orders: part({ done: true }),
      deletions: part(),
      aggregation: part(),
      ...entities,
    },
    error: null,
    gaps: [],
    notes: [],
    rejectedRows: 0,
    temporalUrl: null,
  })

  test('is that of the slowest part still under way', () => {
    const two = { orders: part({ secondsLeft: 40 }), customers: part({ secondsLeft: 5 }) }
    expect(secondsLeftOf(run(two))).toBe(40)
  })

  test('is unknown while one of them cannot say, and when nothing is left to read', () => {
    const one = { orders: part({ secondsLeft: 40 }), customers: part({ secondsLeft: null }) }
    expect(secondsLeftOf(run(one))).toBeNull()
    expect(secondsLeftOf(run({}))).toBeNull()
  })
})
