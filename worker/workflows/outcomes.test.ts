import { setTimeout as sleep } from 'node:timers/promises'
import { WorkflowFailedError } from '@temporalio/client'
import { inTenant, insertSyncRequest, saveConnection } from '@tidemark/db'
import { raiseFence, rejectRows, saveCursor } from '@tidemark/db/ingest'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { SYNC_OUTCOME, SYNC_REQUESTED, syncWorkflowId, syncWorkflowOptions } from '../contract.ts'
import { repairRuns } from '../repair-runs.ts'
import { countRows } from '../testing/count-rows.ts'
import { readRuns } from '../testing/run-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { historyText, startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { scheduledSync, syncShop } from './index.ts'

let shop: TestShop
let temporal: TestTemporal
let worker: { stop(): Promise<void> }

beforeAll(async () => {
  ;[shop, temporal] = await Promise.all([startTestShop(), startTestTemporal()])
  worker = await temporal.work(shop.deps)
})
afterAll(async () => {
  await worker.stop()
  await temporal.close()
  await shop.stop()
})
beforeEach(() => shop.standIn.clearFaults())

const options = () =>
  syncWorkflowOptions({ tenantId: shop.tenantId, shopDomain: shop.shopDomain, trigger: 'manual' })
const start = () => temporal.client.workflow.start(syncShop, options())
const faults = (...rules: object[]) => shop.standIn.post('faults', { shop: shop.shopDomain, rules })
const saveToken = async (accessToken: string) => {
  await inTenant(shop.db, shop.tenantId, (trx) =>
    saveConnection(trx, readKeyring(shop.keys), { kind: 'admin_token', accessToken }),
  )
}

/** Asks as the API does: a row first, then the signal. */
async function request(): Promise<string> {
  const { workflowId } = options()
  const { requestId } = await inTenant(shop.db, shop.tenantId, (trx) =>
    insertSyncRequest(trx, { workflowId }),
  )
  await temporal.client.workflow.signalWithStart(syncShop, {
    ...options(),
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: SYNC_REQUESTED,
    signalArgs: [requestId],
  })
  return requestId
}

async function failureOf(handle: { result(): Promise<unknown> }): Promise<WorkflowFailedError> {
  const error = await handle.result().then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WorkflowFailedError)) throw new Error('The workflow did not fail.')
  return error
}

it('errors, throttling, slowness and cut connections are survived', async () => {
  await faults(
    { kind: 'status', status: 503, every: 4, times: 4 },
    { kind: 'throttle', every: 5, times: 3 },
    { kind: 'cut', every: 7 },
    { kind: 'graphql-error', every: 6, times: 2 },
    { kind: 'slow', ms: 200, every: 3 },
  )
  const handle = await start()
  expect(await handle.result()).toMatchObject({ outcome: 'completed' })
  const { orders, customers, products } = (await shop.standIn.shop(shop.shopDomain)).counts
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({ orders, customers, products })
})

it('a run cancelled in the middle says so, and the next one goes on', async () => {
  await faults({ kind: 'slow', ms: 4000 })
  const handle = await start()
  while ((await readRuns(shop.db, shop.tenantId)).runs[0]?.state !== 'running') await sleep(50)
  await handle.cancel()
  await failureOf(handle)
  expect((await handle.describe()).status.name).toBe('CANCELLED')
  const { runs } = await readRuns(shop.db, shop.tenantId)
  expect(runs[0]).toMatchObject({ state: 'cancelled', error: null })
  await shop.standIn.clearFaults()
  expect(await (await start()).result()).toMatchObject({ outcome: 'completed' })
})

it('a revoked token fails the run in words, serves its request, and marks the shop', async () => {
  const { tokens } = await shop.standIn.shop(shop.shopDomain)
  await saveToken('shpat_revoked')
  await request()
  const handle = temporal.client.workflow.getHandle(syncWorkflowId(shop.tenantId))
  await failureOf(handle)
  const failed = await readRuns(shop.db, shop.tenantId)
  expect(failed).toMatchObject({
    openRequests: 0,
    status: 'needs_attention',
  })
  expect(failed.runs[0]).toMatchObject({ state: 'failed', error: { kind: 'ask_a_person' } })
  expect(failed.runs[0]?.error?.sentence).toBe(
    'Shopify no longer accepts the access token of this shop.',
  )
  const described = await handle.describe()
  expect(described.typedSearchAttributes.get(SYNC_OUTCOME)).toBe('failed')
  expect(await historyText(handle)).not.toContain('shpat_')

  await saveToken(tokens[0]?.token ?? '')
  expect(await (await start()).result()).toMatchObject({ outcome: 'completed' })
  expect(await readRuns(shop.db, shop.tenantId)).toMatchObject({ status: 'active' })
})

it('an object that cannot be mirrored is set aside, and the run says so until it is', async () => {
  await inTenant(shop.db, shop.tenantId, async (trx) => {
    const order = await sql<{ id: string }>`
      select id::text as id from orders order by updated_at limit 1
    `.execute(trx)
    const entityId = order.rows[0]?.id ?? ''
    const json = { id: entityId, updatedAt: '2001-01-01T00:00:00Z' }
    await rejectRows(trx, [{ entity: 'orders', entityId, json, reason: 'It did not fit.' }])
  })
  expect(await (await start()).result()).toMatchObject({ outcome: 'completed_with_rejects' })

  await inTenant(shop.db, shop.tenantId, async (trx) => {
    await sql`delete from orders`.execute(trx)
    const fence = await raiseFence(trx, 'orders')
    await saveCursor(trx, 'orders', fence, { watermarkAt: null, watermarkId: null })
  })
  expect(await (await start()).result()).toMatchObject({ outcome: 'completed' })
})

it('a request during a run is served by one more round of it', async () => {
  await faults({ kind: 'slow', ms: 700, times: 6 })
  await request()
  while ((await readRuns(shop.db, shop.tenantId)).runs[0]?.state !== 'running') await sleep(20)
  await request()
  const result = await temporal.client.workflow.result<typeof syncShop>(
    syncWorkflowId(shop.tenantId),
  )
  expect(result.rounds).toBe(2)
  expect(await readRuns(shop.db, shop.tenantId)).toMatchObject({ openRequests: 0 })
})

it('the scheduled launcher leaves a sync alone that is running', async () => {
  await faults({ kind: 'slow', ms: 2500, times: 2 })
  const running = await start()
  const { tenantId, shopDomain } = shop
  const launch = () =>
    temporal.client.workflow.execute(scheduledSync, {
      workflowId: `launch-${crypto.randomUUID()}`,
      taskQueue: 'sync',
      args: [{ tenantId, shopDomain }],
    })
  expect(await launch()).toBe('skipped: already running')
  await running.result()
  expect(await launch()).toBe('started')
  const result = await temporal.client.workflow.result<typeof syncShop>(syncWorkflowId(tenantId))
  expect(result.outcome).toBe('completed')
})

it('a run that was terminated from outside is closed, and its request is served anew', async () => {
  await faults({ kind: 'slow', ms: 3000 })
  await request()
  while ((await readRuns(shop.db, shop.tenantId)).runs[0]?.state !== 'running') await sleep(50)
  await temporal.client.workflow.getHandle(syncWorkflowId(shop.tenantId)).terminate('by hand')
  await shop.standIn.clearFaults()
  await inTenant(shop.db, shop.tenantId, async (trx) => {
    await trx
      .updateTable('sync_requests')
      .set({ requested_at: new Date(Date.now() - 120_000) })
      .where('served_at', 'is', null)
      .execute()
  })
  const { tenantId: id, shopDomain } = shop
  const tenant = { id, shopDomain, status: 'active', syncIntervalSeconds: 3600 } as const
  const repaired = await repairRuns({ db: shop.db, client: temporal.client }, [tenant])
  expect(repaired).toBe(2)
  await temporal.client.workflow.result<typeof syncShop>(syncWorkflowId(id))
  const { runs, openRequests } = await readRuns(shop.db, id)
  expect(openRequests).toBe(0)
  expect(runs[1]).toMatchObject({ state: 'failed', error: { kind: 'lost' } })
  expect(runs[0]).toMatchObject({ state: 'completed' })
})
