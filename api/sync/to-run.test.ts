import type { SyncRun } from '@tidemark/db/insights'
import { expect, test } from 'vitest'
import { Run } from '../schemas/index.ts'
import { toRun, toWaitingRun } from './to-run.ts'

const ui = { url: undefined, namespace: 'default' }
const row: SyncRun = {
  run_id: 'run-1',
  workflow_id: 'sync:1',
  trigger: 'manual',
  state: 'running',
  rounds: 1,
  started_at: new Date('2026-03-01T12:00:00Z'),
  finished_at: null,
  entities: {
    orders: {
      read: 500,
      changed: 480,
      rejected: 2,
      total: 2_000,
      done: false,
      mode: 'bulk',
      prepared: null,
      startedAt: '2026-03-01T12:00:00Z',
      movedAt: '2026-03-01T12:00:10Z',
    },
    products: { read: 7, changed: 7, rejected: 1, total: 7, done: true },
  },
  error: null,
  gaps: [],
  notes: ['The first file was cut short and was read again.'],
  rejected_rows: 3,
}

test('a part says how it is read, how fast, and how long it still takes', () => {
  const { entities } = Run.parse(toRun(row, ui))
  expect(entities.orders).toEqual({
    read: 500,
    changed: 480,
    rejected: 2,
    total: 2_000,
    done: false,
    mode: 'bulk',
    prepared: null,
    rowsPerSecond: 50,
    secondsLeft: 30,
  })
  expect(entities.products).toMatchObject({ done: true, mode: null, secondsLeft: null })
  expect(entities.customers).toEqual({
    read: 0,
    changed: 0,
    rejected: 0,
    total: null,
    done: false,
    mode: null,
    prepared: null,
    rowsPerSecond: null,
    secondsLeft: null,
  })
})

test('a run says what it set aside, and what went otherwise than planned', () => {
  expect(toRun(row, ui)).toMatchObject({
    rejectedRows: 3,
    notes: ['The first file was cut short and was read again.'],
  })
  const waiting = { workflow_id: 'sync:1', run_id: null, requested_at: row.started_at }
  expect(Run.parse(toWaitingRun(waiting, ui))).toMatchObject({ rejectedRows: 0, notes: [] })
})
