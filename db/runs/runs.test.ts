import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TenantTrx } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import {
  beginRun,
  closeOrphanRuns,
  deleteRequest,
  finishRun,
  insertSyncRequest,
  pendingRequests,
  serveRequests,
  setRequestRun,
  updateRunProgress,
} from './index.ts'

let database: TestDatabase
let tenantId: string
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  tenantId = (await createTestTenant(database.db)).tenantId
})
afterAll(async () => await database.drop())

const inShop = async <T>(work: (trx: TenantTrx) => Promise<T>): Promise<T> =>
  await inTenant(database.db, tenantId, work)
const listRuns = async () =>
  await inShop(
    async (trx) => await trx.selectFrom('sync_runs').selectAll().orderBy('run_id').execute(),
  )
const figures = (read: number, done = false) => ({
  read,
  changed: 0,
  rejected: 0,
  total: null,
  done,
})
const run = (runId: string) => ({
  runId,
  workflowId: `sync:${tenantId}`,
  trigger: 'manual' as const,
})

test('a run begins, counts its rounds, reports and ends once', async () => {
  await inShop(async (trx) => await beginRun(trx, run('a')))
  await inShop(async (trx) => await beginRun(trx, run('a')))
  await inShop(async (trx) => await updateRunProgress(trx, 'a', { orders: figures(10) }))
  expect(await listRuns()).toMatchObject([
    { run_id: 'a', state: 'running', rounds: 2, finished_at: null, error: null },
  ])
  const now = new Date('2026-02-03T04:05:06Z')
  const end = { runId: 'a', state: 'completed' as const, now }
  expect(await inShop(async (trx) => await finishRun(trx, end))).toBe(true)
  const late = { runId: 'a', state: 'failed' as const }
  expect(await inShop(async (trx) => await finishRun(trx, late))).toBe(false)
  expect(await listRuns()).toMatchObject([{ state: 'completed', finished_at: now }])
})

test('parts of a run report side by side without losing each other’s figures', async () => {
  await inShop(async (trx) => await beginRun(trx, run('a')))
  const parts = ['orders', 'customers', 'products', 'deletions', 'aggregation']
  await Promise.all(
    parts.flatMap((part) =>
      [1, 2, 3].map(
        async (read) =>
          await inShop(
            async (trx) =>
              await updateRunProgress(
                trx,
                'a',
                { [part]: figures(read) },
                { gaps: [`gap in ${part}`] },
              ),
          ),
      ),
    ),
  )
  const [row] = await listRuns()
  expect(Object.keys(row?.entities ?? {}).toSorted()).toEqual(parts.toSorted())
  expect(row?.gaps).toEqual(parts.map((part) => `gap in ${part}`).toSorted())
})

test('a run that lost its workflow is closed when the next one begins', async () => {
  await inShop(async (trx) => await beginRun(trx, run('a')))
  await inShop(async (trx) => await beginRun(trx, run('b')))
  expect(await listRuns()).toMatchObject([
    { run_id: 'a', state: 'failed', error: { kind: 'lost' } },
    { run_id: 'b', state: 'running' },
  ])
  expect(await inShop(async (trx) => await closeOrphanRuns(trx))).toBe(1)
  expect(await inShop(async (trx) => await closeOrphanRuns(trx))).toBe(0)
})

test('a failed run keeps why, in words', async () => {
  await inShop(async (trx) => await beginRun(trx, run('a')))
  const error = { kind: 'ask', sentence: 'The token was revoked.', action: 'Give a new one.' }
  await inShop(async (trx) => await finishRun(trx, { runId: 'a', state: 'failed', error }))
  expect(await listRuns()).toMatchObject([{ state: 'failed', error }])
})

test('of twenty requests at once exactly one is told that it started', async () => {
  const request = { workflowId: `sync:${tenantId}` }
  const inserted = await Promise.all(
    Array.from(
      { length: 20 },
      async () => await inShop(async (trx) => await insertSyncRequest(trx, request)),
    ),
  )
  expect(inserted.filter((one) => one.status === 'started')).toHaveLength(1)
  expect(new Set(inserted.map((one) => one.requestId)).size).toBe(20)
  expect(await inShop(pendingRequests)).toHaveLength(20)
})

test('a request during a run is told so, and served once', async () => {
  await inShop(async (trx) => await beginRun(trx, run('a')))
  const request = { workflowId: `sync:${tenantId}` }
  const first = await inShop(async (trx) => await insertSyncRequest(trx, request))
  expect(first.status).toBe('already_running')
  await inShop(async (trx) => await setRequestRun(trx, first.requestId, 'a'))
  await inShop(async (trx) => await finishRun(trx, { runId: 'a', state: 'completed' }))
  const second = await inShop(async (trx) => await insertSyncRequest(trx, request))
  expect(second.status).toBe('already_running')

  const open = await inShop(pendingRequests)
  expect(open).toEqual([first.requestId, second.requestId])
  expect(await inShop(async (trx) => await serveRequests(trx, open))).toBe(2)
  expect(await inShop(async (trx) => await serveRequests(trx, open))).toBe(0)
  expect(await inShop(async (trx) => await serveRequests(trx, []))).toBe(0)
  const third = await inShop(async (trx) => await insertSyncRequest(trx, request))
  expect(third.status).toBe('started')
  await inShop(async (trx) => await deleteRequest(trx, third.requestId))
  expect(await inShop(pendingRequests)).toEqual([])
})
