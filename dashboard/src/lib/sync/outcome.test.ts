import type { EntityProgress, Run } from '@tidemark/api/contract'
import { describe, expect, test } from 'vitest'
import { countChanged, describeOutcome, describeState, progressOf } from './outcome.ts'

function entity(progress: Partial<EntityProgress> = {}): EntityProgress {
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

function run(state: Run['state'], of: Partial<Run['entities']> = {}): Run {
  return {
    workflowId: 'sync:1',
    runId: 'r',
    trigger: 'manual',
    state,
    startedAt: '2026-11-22T12:00:00Z',
    finishedAt: null,
    rounds: 1,
    entities: {
      products: entity(),
      customers: entity(),
      orders: entity(),
      deletions: entity(),
      aggregation: entity(),
      ...of,
    },
    error: null,
    gaps: [],
    notes: [],
    rejectedRows: 0,
    temporalUrl: null,
  }
}

describe('the outcome of a sync', () => {
  test('counts what changed at Shopify, not the figures recomputed for it', () => {
    const one = run('completed', {
      orders: entity({ changed: 2 }),
      customers: entity({ changed: 1 }),
      aggregation: entity({ changed: 40 }),
    })
    expect(countChanged(one)).toBe(3)
    expect(describeOutcome(one, String)).toBe('3 rows changed.')
  })

  test('is a sentence in every state', () => {
    expect(describeOutcome(run('completed'), String)).toBe('Nothing had changed at Shopify.')
    expect(
      describeOutcome(
        {
          ...run('completed_with_rejects', { orders: entity({ changed: 5 }) }),
          rejectedRows: 1,
        },
        String,
      ),
    ).toBe('5 rows changed; 1 row could not be read and was set aside.')
    expect(
      describeOutcome(
        { ...run('failed'), error: { kind: 'x', sentence: 'The token is gone.', action: null } },
        String,
      ),
    ).toBe('The token is gone.')
    expect(describeOutcome(run('cancelled'), String)).toMatch(/stopped/)
    expect(describeOutcome(run('running'), String)).toBe('A sync is running.')
  })
})

describe('the state of a sync', () => {
  test('is a word, with the rows that were rejected', () => {
    const rejects = { ...run('completed_with_rejects'), rejectedRows: 3 }
    expect(describeState(rejects, String)).toBe('Completed with 3 rejected')
    expect(describeState(run('completed'), String)).toBe('Completed')
    expect(describeState(run('running'), String)).toBe('Running')
    expect(describeState(run('failed'), String)).toBe('Failed')
    expect(describeState(run('cancelled'), String)).toBe('Cancelled')
  })
})

describe('the progress of a sync', () => {
  test('is unknown until Shopify has told how much there is', () => {
    expect(progressOf(run('running'))).toBeNull()
  })

  test('is the share of rows read, with what is done counted fully', () => {
    const half = run('running', {
      products: entity({ read: 10, total: 12, done: true }),
      customers: entity({ read: 44, total: 100 }),
      orders: entity({ read: 0, total: 0, done: true }),
    })
    expect(progressOf(half)).toBeCloseTo(0.5)
  })

  test('never exceeds the whole', () => {
    const more = run('running', {
      products: entity({ read: 30, total: 12 }),
      customers: entity({ read: 3, total: 3 }),
      orders: entity({ read: 9, done: true }),
    })
    expect(progressOf(more)).toBe(1)
  })
})
