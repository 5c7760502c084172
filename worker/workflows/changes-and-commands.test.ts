import { inTenant, insertSyncRequest } from '@tidemark/db'
import { ingestCustomers, markDeleted, rejectRows } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { finishRun } from '../activities/finish-run.ts'
import {
  CONTROL,
  type ControlShopResult,
  SHOP_CHANGED,
  type ShopChange,
  type ShopCommand,
  syncWorkflowId,
  syncWorkflowOptions,
} from '../contract.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { syncShop } from './index.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal)
  await shop.sync('first')
})
afterEach(() => shop.clearFaults())
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

/** As a webhook does: the shop's workflow is started for it, or told while it runs. */
async function notify(change: ShopChange) {
  const { tenantId, shopDomain } = shop
  const handle = await temporal.client.workflow.signalWithStart(syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: SHOP_CHANGED,
    signalArgs: [change],
  })
  return await temporal.client.workflow.getHandle<typeof syncShop>(handle.workflowId).result()
}

const anOrder = async (where = sql`true`) => {
  const [row] = await shop.query<{ id: string; customer: string }>(sql`
    select id::text, customer_id::text as customer from orders
    where deleted_at is null and customer_id is not null and not test and ${where}
    order by processed_at desc limit 1
  `)
  if (!row) throw new Error('There is no such order.')
  return row
}

it('a webhook’s order is read by id and is in the numbers, in a handful of requests', async () => {
  const { id } = await anOrder()
  await shop.control('edit', { order: id })
  const before = (await shop.state()).requests
  expect(await notify({ orders: [id] })).toMatchObject({ outcome: 'completed', rounds: 1 })
  expect((await shop.state()).requests - before).toBeLessThanOrEqual(2)
  await shop.expectTruth()
})

it('a deletion, a merge and a redaction that a webhook tells of leave the numbers at once', async () => {
  const { id } = await anOrder()
  await shop.control('delete', { id: `gid://shopify/Order/${id}` })
  await notify({ orders: [id] })
  await shop.expectTruth()

  const from = (await anOrder()).customer
  const into = (await anOrder(sql`customer_id <> ${from}::bigint`)).customer
  await shop.control('merge', { from, into })
  await notify({ customers: [from, into] })
  await shop.expectTruth()

  const redacted = (await anOrder(sql`customer_id <> ${into}::bigint`)).customer
  await shop.control('redact', { customer: redacted })
  expect(await notify({ customers: [redacted] })).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})

it('what is no id is not asked for, and more ids than are worth asking for bring a whole round', async () => {
  const many = Array.from({ length: 1_001 }, (_, n) => String(n + 1))
  const result = await notify({ orders: ['1 or 1=1', ...many], customers: 'all' as never })
  expect(result).toMatchObject({ outcome: 'completed' })
  expect(result.entities.customers.done).toBe(true)
  await shop.expectTruth()
})

it('deletions that no event and no webhook tells of are found by comparing ids by bulk', async () => {
  await shop.query(sql`update sync_coverage set compared_at = null`)
  // An order and a customer that Shopify never had, and one of its own that is lost here.
  const { id } = await anOrder()
  const unknown = {
    id: '77',
    displayName: null,
    state: 'ENABLED',
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
    amountSpent: null,
    amountSpentCurrencyCode: null,
    ordersCount: null,
    readAt: '2024-01-01T00:00:00Z',
  }
  await inTenant(shop.db, shop.tenantId, (trx) => ingestCustomers(trx, [unknown]))
  await inTenant(shop.db, shop.tenantId, (trx) => markDeleted(trx, 'orders', [id], null))
  await shop.query(sql`
    update orders set updated_at = updated_at - interval '1 day' where id = ${id}::bigint
  `)
  await shop.query(sql`
    update customers set updated_at = updated_at - interval '9 days', display_name = 'Old',
      content_hash = '\\x00'
    where id = (select min(id) from customers where id <> 77 and deleted_at is null)
  `)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  const [row] = await shop.query<{ compared: number; old: number }>(sql`
    select
      (select count(*) from sync_coverage where compared_at is not null)::int as compared,
      (select count(*) from customers where display_name = 'Old')::int as old
  `)
  expect(row).toEqual({ compared: 3, old: 0 })
  expect(await shop.notes()).toEqual([])
})

it('a full resync mends what was damaged, and no number is wrong meanwhile', async () => {
  const sum = async () =>
    (await shop.query<{ sum: string }>(sql`select sum(total_amount)::text as sum from sales`))[0]
      ?.sum
  const right = await sum()
  await shop.query(sql`update orders set name = 'damaged', current_total = 0`)
  await shop.query(sql`update sync_cursors set resync_requested_at = now() where entity = 'orders'`)
  await shop.faults({ kind: 'download-slow', bytesPerSecond: 400_000 })
  const syncing = shop.sync()
  const seen = new Set<string | undefined>()
  const watching = setInterval(() => void sum().then((now) => seen.add(now)), 20)
  await syncing
  clearInterval(watching)
  expect([...seen]).toEqual([right])
  await shop.expectTruth()
  const [row] = await shop.query<{ damaged: number; open: number }>(sql`
    select
      (select count(*) from orders where name = 'damaged' and deleted_at is null)::int as damaged,
      (select count(*) from sync_cursors where resync_requested_at is not null)::int as open
  `)
  expect(row).toEqual({ damaged: 0, open: 0 })
})

it('rows that were set aside are tried again after an upgrade, or when somebody asks', async () => {
  const { id } = await anOrder()
  const aside = ({ older = false, asked = false }) =>
    inTenant(shop.db, shop.tenantId, async (trx) => {
      const rows = [{ entity: 'orders', entityId: id, json: {}, reason: 'It was odd.' } as const]
      await rejectRows(trx, rows)
      await sql`
        update rejected_rows set mapping = mapping - ${older ? 1 : 0}::integer,
          retry_requested_at = ${asked ? sql`now()` : sql`null`}
      `.execute(trx)
    })
  const open = async () =>
    (
      await shop.query<{ n: number }>(
        sql`select count(*)::int as n from rejected_rows where resolved_at is null`,
      )
    )[0]?.n

  await aside({})
  expect(await shop.sync()).toMatchObject({ outcome: 'completed_with_rejects' })
  expect(await open()).toBe(1)
  await aside({ asked: true })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await aside({ older: true })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  expect(await open()).toBe(0)
})

it('a run under way takes commands as updates, and refuses what is none', async () => {
  await shop.faults({ kind: 'slow', ms: 2_000 })
  const handle = await shop.start()
  const update = (command: ShopCommand) =>
    handle.executeUpdate<ControlShopResult, [ShopCommand]>(CONTROL, { args: [command] })
  await expect(update({ command: 'dance' } as never)).rejects.toThrow('Workflow Update failed')
  expect(await update({ command: 'setInterval', seconds: 7_200 })).toMatchObject({ done: true })
  expect(await update({ command: 'cancel' })).toMatchObject({ done: true })
  await expect(handle.result()).rejects.toThrow('Workflow execution cancelled')
  const [run] = await shop.query<{ state: string; interval: number }>(sql`
    select state, (select sync_interval_seconds from tenants) as interval
    from sync_runs order by started_at desc limit 1
  `)
  expect(run).toEqual({ state: 'cancelled', interval: 7_200 })
})

it('a cancel in the middle of a bulk file leaves whole batches, and the next sync goes on there', async () => {
  await shop.restart({ bulkRoots: 20 })
  await shop.query(sql`update sync_cursors set resync_requested_at = now() where entity = 'orders'`)
  await shop.faults({ kind: 'download-slow', bytesPerSecond: 300_000 })
  const handle = await shop.start()
  const place = async () =>
    (await shop.query<{ at: number }>(sql`select position::int as at from bulk_reads`))[0]?.at ?? 0
  while ((await place()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await handle.cancel()
  await expect(handle.result()).rejects.toThrow('Workflow execution cancelled')
  const stopped = await place()
  expect(stopped).toBeGreaterThan(0)
  await shop.clearFaults()
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})

it('a start that comes after a pause syncs nothing, and leaves nobody waiting', async () => {
  const before = (await shop.state()).requests
  await shop.query(sql`update tenants set status = 'paused'`)
  expect(await shop.sync('schedule')).toMatchObject({ outcome: 'cancelled', rounds: 0 })
  await shop.query(sql`update tenants set status = 'active'`)
  expect((await shop.state()).requests).toBe(before)
})

it('a Sync Now that a pause overtook ends as a cancelled run, and the next one is served', async () => {
  const { status } = await inTenant(shop.db, shop.tenantId, (trx) =>
    insertSyncRequest(trx, { workflowId: syncWorkflowId(shop.tenantId) }),
  )
  expect(status).toBe('started')
  await shop.query(sql`update tenants set status = 'paused'`)
  const { id } = await newestRun()
  expect(await shop.sync()).toMatchObject({ outcome: 'cancelled', rounds: 0 })
  const cancelled = await newestRun()
  expect(cancelled).toMatchObject({ state: 'cancelled', waiting: 0 })
  expect(cancelled.id).not.toBe(id)
  await shop.query(sql`update tenants set status = 'active'`)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})

it('a Sync Now that is cancelled before it began ends as a cancelled run', async () => {
  const { tenantId } = shop
  const { requestId } = await inTenant(shop.db, tenantId, (trx) =>
    insertSyncRequest(trx, { workflowId: syncWorkflowId(tenantId) }),
  )
  const run = { tenantId, runId: 'never-begun', trigger: 'manual', error: null } as const
  await finishRun(shop.deps, { ...run, requestIds: [requestId], outcome: 'cancelled' })
  expect(await newestRun()).toEqual({ id: 'never-begun', state: 'cancelled', waiting: 0 })
  // A start that nobody asked for leaves no trace, unless it failed.
  await finishRun(shop.deps, { ...run, runId: 'unasked', requestIds: [], outcome: 'cancelled' })
  expect(await newestRun()).toMatchObject({ id: 'never-begun' })
  await finishRun(shop.deps, { ...run, runId: 'failed', requestIds: [], outcome: 'failed' })
  expect(await newestRun()).toMatchObject({ id: 'failed', state: 'failed' })
})

it('a pause also ends a run that was told of changes', async () => {
  await shop.query(sql`update tenants set status = 'paused'`)
  const { tenantId, shopDomain } = shop
  const handle = await temporal.client.workflow.signalWithStart(syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
    signal: SHOP_CHANGED,
    signalArgs: [{ orders: ['1'] }],
  })
  expect(await handle.result()).toMatchObject({ outcome: 'cancelled', rounds: 0 })
  await shop.query(sql`update tenants set status = 'active'`)
})

async function newestRun() {
  const [run] = await shop.query<{ id: string; state: string; waiting: number }>(sql`
    select run_id as id, state,
      (select count(*) from sync_requests where served_at is null)::int as waiting
    from sync_runs order by started_at desc limit 1
  `)
  if (run === undefined) throw new Error('There is no run')
  return run
}
