import type { EntityCoverage, SyncRun } from '@tidemark/db/insights'
import { expect, it } from 'vitest'
import { describeStatus, type Status } from './show-status.ts'

const run: SyncRun = {
  run_id: 'run-1',
  workflow_id: 'sync:1',
  trigger: 'manual',
  state: 'running',
  rounds: 1,
  started_at: new Date('2026-03-01T12:00:00Z'),
  finished_at: null,
  entities: {
    products: { read: 40, changed: 3, rejected: 0, total: 40, done: true },
    customers: {
      read: 500,
      changed: 480,
      rejected: 2,
      total: 2_000,
      done: false,
      mode: 'pages',
      startedAt: '2026-03-01T12:00:00Z',
      movedAt: '2026-03-01T12:00:10Z',
    },
    orders: {
      read: 0,
      changed: 0,
      rejected: 0,
      total: 1_000,
      done: false,
      mode: 'bulk',
      prepared: 800,
      startedAt: '2026-03-01T12:00:00Z',
      movedAt: '2026-03-01T12:00:10Z',
    },
  },
  error: null,
  gaps: [],
  notes: ['The first file was cut short and was read again.'],
  rejected_rows: 0,
}
const nothing: EntityCoverage = {
  entity: 'products',
  completeFrom: null,
  completeTo: null,
  comparedAt: null,
  gaps: [],
}
const status: Status = {
  shop: {
    id: '00000000-0000-4000-8000-000000000000',
    shopDomain: 'a-shop.myshopify.com',
    name: 'A shop',
    status: 'active',
    syncIntervalSeconds: 3600,
  },
  running: run,
  last: {
    ...run,
    state: 'completed_with_rejects',
    finished_at: new Date('2026-03-01T11:05:00Z'),
    rejected_rows: 2,
  },
  covered: [
    {
      ...nothing,
      entity: 'orders',
      completeFrom: new Date('2026-01-01T00:00:00Z'),
      completeTo: new Date('2026-03-01T11:00:00Z'),
      comparedAt: new Date('2026-02-28T00:00:00Z'),
      gaps: [
        {
          code: 'sixty_days',
          field: null,
          count: null,
          sentence: 'Only 60 days are shown.',
          action: 'Grant a scope.',
        },
      ],
    },
    { ...nothing, entity: 'customers', completeTo: new Date('2026-03-01T11:00:00Z') },
    nothing,
  ],
  now: new Date('2026-03-01T12:00:11Z'),
}

it('a status says what runs and how fast, what ran, what is due and what is missing', () => {
  expect(describeStatus(status).split('\n')).toEqual([
    'a-shop.myshopify.com: active, every 3600 s, next sync at 2026-03-01 13:00:00 UTC.',
    'In Temporal: workflow sync:00000000-0000-4000-8000-000000000000, schedule sched:00000000-0000-4000-8000-000000000000.',
    'A sync is running since 2026-03-01 12:00:00 UTC, round 1, by manual.',
    '  products     40 of 40 read, 3 changed, done',
    '  customers    500 of 2000 read, 480 changed, 2 rejected, 50 rows/s, about 30 s left',
    '  orders       800 of 1000 prepared by Shopify, 80 rows/s, about 3 s left',
    '  The first file was cut short and was read again.',
    'Last sync: completed with 2 rejected at 2026-03-01 11:05:00 UTC.',
    'Mirror:',
    '  orders       complete from 2026-01-01 00:00:00 UTC to 2026-03-01 11:00:00 UTC, compared at 2026-02-28 00:00:00 UTC',
    '    Only 60 days are shown. Grant a scope.',
    '  customers    complete from the beginning to 2026-03-01 11:00:00 UTC',
    '  products     not complete',
  ])
})

it('a paused shop has no next sync, and a failed one says why', () => {
  const error = { kind: 'ask_a_person', sentence: 'The token is gone.', action: 'Give another.' }
  const lines = describeStatus({
    ...status,
    shop: { ...status.shop, status: 'paused' },
    running: undefined,
    last: { ...run, state: 'failed', finished_at: new Date('2026-03-01T11:05:00Z'), error },
    covered: [],
  }).split('\n')
  expect(lines).toEqual([
    'a-shop.myshopify.com: paused, every 3600 s, no scheduled syncs.',
    'In Temporal: workflow sync:00000000-0000-4000-8000-000000000000, schedule sched:00000000-0000-4000-8000-000000000000.',
    'No sync is running.',
    'Last sync: failed at 2026-03-01 11:05:00 UTC.',
    '  The token is gone. Give another.',
    'Mirror:',
  ])
})
