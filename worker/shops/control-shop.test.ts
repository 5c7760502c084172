import {
  beginRun,
  createDb,
  findTenant,
  inTenant,
  listTenants,
  pendingRequests,
  type TenantSummary,
} from '@tidemark/db'
import { rejectRows } from '@tidemark/db/ingest'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ShopCommand, syncWorkflowId, syncWorkflowOptions, WORKFLOWS } from '../contract.ts'
import { repairRuns } from '../repair-runs.ts'
import { upsertSchedule } from '../schedules.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { controlShop } from './control-shop.ts'

/** Nobody works on the workflows here: what reaches Temporal stays to be looked at. */
let database: TestDatabase
let temporal: TestTemporal
beforeAll(async () => {
  ;[database, temporal] = await Promise.all([createTestDatabase(), startTestTemporal()])
})
afterAll(async () => {
  await temporal.close()
  await database.drop()
})

async function createShop() {
  const { tenantId, shopDomain } = await createTestTenant(database.db)
  const { db } = database
  const { client } = temporal
  const handle = client.workflow.getHandle(syncWorkflowId(tenantId))
  const read = async (): Promise<TenantSummary> => {
    const shop = (await listTenants(db)).find(({ id }) => id === tenantId)
    if (!shop) throw new Error('no shop')
    return shop
  }
  await upsertSchedule(client, await read())
  return {
    tenantId,
    shopDomain,
    handle,
    run: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(db, tenantId, work),
    do: async (command: ShopCommand) =>
      controlShop({ db, temporal: client }, await read(), command, { via: 'command line' }),
    startSync: () =>
      client.workflow.start(
        WORKFLOWS.syncShop,
        syncWorkflowOptions({ tenantId, shopDomain, trigger: 'manual' }),
      ),
    eventTypes: async () =>
      ((await handle.fetchHistory()).events ?? []).map(({ eventType }) => eventType),
    schedule: () => client.schedule.getHandle(`sched:${tenantId}`).describe(),
    requests: async () => inTenant(db, tenantId, pendingRequests),
  }
}

/** EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED */
const CANCEL_REQUESTED = 20

it('cancel reaches the sync under way, any number of times, and says when there is none', async () => {
  const shop = await createShop()
  const idle = { done: false, sentence: `No sync of ${shop.shopDomain} is running.` }
  expect(await shop.do({ command: 'cancel' })).toEqual(idle)
  await shop.startSync()
  expect(await shop.do({ command: 'cancel' })).toMatchObject({ done: true })
  expect(await shop.do({ command: 'cancel' })).toMatchObject({ done: true })
  expect(await shop.eventTypes()).toContain(CANCEL_REQUESTED)
  await shop.handle.terminate('test over')
  expect(await shop.do({ command: 'cancel' })).toEqual(idle)
})

it('pause stops the schedule and the sync, resume lets the schedule go on; both again change nothing', async () => {
  const shop = await createShop()
  await shop.startSync()
  expect(await shop.do({ command: 'pause' })).toEqual({
    done: true,
    sentence: `${shop.shopDomain} is paused until it is resumed. Its sync under way is being cancelled.`,
  })
  expect(await shop.eventTypes()).toContain(CANCEL_REQUESTED)
  await shop.handle.terminate('test over')
  expect((await shop.run(findTenant)).status).toBe('paused')
  expect((await shop.schedule()).state.paused).toBe(true)
  expect(await shop.do({ command: 'pause' })).toEqual({
    done: false,
    sentence: `${shop.shopDomain} is paused already.`,
  })

  expect(await shop.do({ command: 'resume' })).toMatchObject({ done: true })
  expect((await shop.run(findTenant)).status).toBe('active')
  expect((await shop.schedule()).state.paused).toBe(false)
  expect(await shop.do({ command: 'resume' })).toMatchObject({ done: false })
})

it('the interval is changed in the row and in the schedule, within bounds only', async () => {
  const shop = await createShop()
  await shop.do({ command: 'pause' })
  expect(await shop.do({ command: 'setInterval', seconds: 900 })).toMatchObject({ done: true })
  expect((await shop.run(findTenant)).sync_interval_seconds).toBe(900)
  const { spec, state } = await shop.schedule()
  expect(spec.intervals?.[0]?.every).toBe(900_000)
  expect(state.paused).toBe(true)
  for (const seconds of [900, 59, 2_678_401, 90.5]) {
    expect(await shop.do({ command: 'setInterval', seconds })).toMatchObject({ done: false })
  }
  expect((await shop.run(findTenant)).sync_interval_seconds).toBe(900)
})

it('a resync is written down, and a sync is asked for as Sync Now does', async () => {
  const shop = await createShop()
  expect(await shop.do({ command: 'resync', entity: 'orders' })).toEqual({
    done: true,
    sentence: `All orders of ${shop.shopDomain} are being read again.`,
  })
  const cursors = await shop.run((trx) =>
    trx.selectFrom('sync_cursors').select(['entity', 'resync_requested_at']).execute(),
  )
  expect(cursors).toEqual([{ entity: 'orders', resync_requested_at: expect.any(Date) }])
  expect(await shop.requests()).toHaveLength(1)
  expect((await shop.handle.describe()).status.name).toBe('RUNNING')
  await shop.handle.terminate('test over')
})

it('rejected rows are marked and a sync is asked for; where there are none nothing is', async () => {
  const shop = await createShop()
  expect(await shop.do({ command: 'retryRejected' })).toEqual({
    done: false,
    sentence: `${shop.shopDomain} has no rejected rows.`,
  })
  expect(await shop.requests()).toHaveLength(0)
  await shop.run((trx) =>
    rejectRows(trx, [{ entity: 'orders', entityId: '1', json: {}, reason: 'It did not fit.' }]),
  )
  expect(await shop.do({ command: 'retryRejected' })).toEqual({
    done: true,
    sentence: `1 rejected row of ${shop.shopDomain} is being tried again.`,
  })
  const marked = await shop.run((trx) =>
    trx.selectFrom('rejected_rows').select('retry_requested_at').execute(),
  )
  expect(marked).toEqual([{ retry_requested_at: expect.any(Date) }])
  expect(await shop.requests()).toHaveLength(1)
  await shop.handle.terminate('test over')
})

it('a paused shop refuses to be read again, and says so', async () => {
  const shop = await createShop()
  await shop.do({ command: 'pause' })
  const refusal = { done: false, sentence: `${shop.shopDomain} is paused; resume it first.` }
  expect(await shop.do({ command: 'resync', entity: 'orders' })).toEqual(refusal)
  expect(await shop.do({ command: 'retryRejected' })).toEqual(refusal)
  expect(await shop.requests()).toHaveLength(0)
})

it('what waited for a sync that a pause ended is not waited for any longer', async () => {
  const shop = await createShop()
  await shop.do({ command: 'resync', entity: 'products' })
  await shop.do({ command: 'pause' })
  await shop.handle.terminate('before its first step')
  await shop.run(async (trx) => {
    await trx
      .updateTable('sync_requests')
      .set({ requested_at: new Date(Date.now() - 120_000) })
      .execute()
    await beginRun(trx, { runId: 'gone', workflowId: 'sync:gone', trigger: 'manual' })
  })
  const shops = (await listTenants(database.db)).filter(({ id }) => id === shop.tenantId)
  expect(await repairRuns({ db: database.db, client: temporal.client }, shops)).toBe(2)
  expect(await shop.requests()).toEqual([])
  // Whoever asked is told, once.
  const runs = await shop.run((trx) =>
    trx.selectFrom('sync_runs').select(['run_id', 'state']).orderBy('state').execute(),
  )
  expect(runs).toEqual([
    { run_id: expect.stringMatching(/^[\da-f-]{36}$/), state: 'cancelled' },
    { run_id: 'gone', state: 'failed' },
  ])
  expect((await shop.handle.describe()).status.name).toBe('TERMINATED')
})

it('every command is in the audit log, also one that had nothing to do', async () => {
  const shop = await createShop()
  await shop.do({ command: 'cancel' })
  await shop.do({ command: 'setInterval', seconds: 600 })
  const owner = createDb({ url: database.ownerUrl, poolSize: 1 })
  const { rows } = await sql`
    select action, detail from tidemark.audit_log where tenant_id = ${shop.tenantId} order by id
  `.execute(owner)
  await owner.destroy()
  expect(rows).toEqual([
    { action: 'shop.cancel', detail: { via: 'command line', done: false } },
    { action: 'shop.setInterval', detail: { via: 'command line', done: true, seconds: 600 } },
  ])
})
