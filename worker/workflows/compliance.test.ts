import { randomUUID } from 'node:crypto'
import { ScheduleNotFoundError } from '@temporalio/client'
import {
  type ComplianceKind,
  findExport,
  findTenantByDomain,
  inTenant,
  listExports,
  receiveWebhooks,
  saveExport,
  saveSubscriptionState,
} from '@tidemark/db'
import { rejectRows } from '@tidemark/db/ingest'
import { findInDump } from '@tidemark/db/testing'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  COMPLIANCE_WORKFLOWS,
  complianceWorkflowId,
  complianceWorkflowOptions,
  scheduleId,
} from '../contract.ts'
import { upsertSchedule } from '../schedules.ts'
import { fillInbox, tellOfInbox } from '../testing/notify-shop.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { historyText, startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop
const logged: string[] = []
beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal)
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  await shop.restart({}, { log })
  await shop.sync('first')
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

/** As Shopify asks and the API passes on; resolves when it has been done. */
async function comply(
  kind: ComplianceKind,
  about: { customerId?: string; ids?: string[]; triggeredAt?: string } = {},
): Promise<string> {
  const { customerId = null, ids = [], triggeredAt = null } = about
  const head = { shop: shop.shopDomain, eventId: randomUUID(), triggeredAt }
  await receiveWebhooks(shop.db, [{ ...head, task: 'compliance', kind, customerId, ids }])
  const { tenantId } = shop
  const [row] = await shop.query<{ id: string }>(sql`
    select request_id::text as id from compliance_requests where event_id = ${head.eventId}
  `)
  const requestId = row?.id ?? ''
  const options = complianceWorkflowOptions({ tenantId, requestId, kind })
  await temporal.client.workflow.execute(COMPLIANCE_WORKFLOWS[kind], options)
  return requestId
}

async function someBuyer() {
  const [row] = await shop.query<{ id: string; name: string; orders: number }>(sql`
    select c.id::text as id, c.display_name as name, count(*)::int as orders
    from customers c join orders o on o.customer_id = c.id
    where c.deleted_at is null and o.deleted_at is null and not o.test
      and length(c.display_name) > 8
      and (select count(*) from customers d where d.display_name = c.display_name) = 1
    group by c.id, c.display_name having count(*) > 1
    order by c.id limit 1
  `)
  if (!row) throw new Error('There is no such customer.')
  return row
}

const revenue = async () =>
  (
    await shop.query<{ total: string; orders: number }>(sql`
      select sum(total_sales)::text as total, sum(orders)::int as orders
      from daily_sales where reversals = 'event'
    `)
  )[0]

const findWords = (words: readonly string[]) => findInDump(shop.ownerUrl, words)

/** Every history that Temporal still has, schedules' own ones included, as text. */
async function listHistories(): Promise<{ id: string; text: string }[]> {
  const histories: { id: string; text: string }[] = []
  for (const query of ['', `TemporalNamespaceDivision = 'TemporalScheduler'`]) {
    for await (const { workflowId, runId } of temporal.client.workflow.list({ query })) {
      const handle = temporal.client.workflow.getHandle(workflowId, runId)
      const text = await historyText(handle).catch(() => '')
      histories.push({ id: workflowId, text })
    }
  }
  return histories
}

it('a person’s data are written down for the shop’s owner, whole, and for thirty days', async () => {
  const buyer = await someBuyer()
  const requestId = await comply('customer_export', { customerId: buyer.id, ids: ['1'] })
  await inTenant(shop.db, shop.tenantId, async (trx) => {
    const file = await findExport(trx, requestId)
    expect(file).toMatchObject({ customer: { display_name: buyer.name } })
    const { orders, values } = file as {
      orders: { lines: object[]; sales: object[] }[]
      values: object[]
    }
    expect(orders.length).toBeGreaterThanOrEqual(buyer.orders)
    expect(orders.every(({ lines, sales }) => lines.length > 0 && sales.length > 0)).toBe(true)
    expect(values.length).toBeGreaterThan(0)
    expect(JSON.stringify(file)).not.toContain(shop.tenantId)
    const [made] = await listExports(trx)
    expect(made?.requestId).toBe(requestId)
    await sql`update compliance_exports set expires_at = now()`.execute(trx)
    expect(await findExport(trx, requestId)).toBeUndefined()
    expect(await listExports(trx)).toEqual([])
  })
})

it('a redacted person is gone from every table, the totals stay, and no later sync brings them back', async () => {
  const buyer = await someBuyer()
  const before = await revenue()
  const gid = `gid://shopify/Customer/${buyer.id}`
  const [order] = await shop.query<{ id: string }>(
    sql`select id::text as id from orders where customer_id = ${buyer.id}::bigint limit 1`,
  )
  const orderId = order?.id ?? ''
  // Traces beside the mirror: rows that were set aside, lines of a file half read, inbox, exports.
  await inTenant(shop.db, shop.tenantId, async (trx) => {
    const odd = { updatedAt: '2020-01-01T00:00:00Z', customer: { id: gid, name: buyer.name } }
    await rejectRows(trx, [
      { entity: 'customers', entityId: buyer.id, json: odd, reason: 'It was odd.' },
      { entity: 'orders', entityId: '77', json: { id: '77', ...odd }, reason: 'It was odd.' },
    ])
    const line = `{"id":"gid:\\/\\/shopify\\/Order\\/78","customer":{"id":"${gid.replaceAll('/', '\\/')}","displayName":"${buyer.name}"}}`
    await sql`
      insert into bulk_lines (tenant_id, entity, position, kind, object_id, line)
      select id, 'orders', 1, 'root', 'gid://shopify/Order/78', ${line} from tenants
    `.execute(trx)
    await sql`
      insert into bulk_ids (tenant_id, entity, id, updated_at, customer_id)
      select id, 'orders', 78, now(), ${buyer.id}::bigint from tenants
    `.execute(trx)
    const person = { customer: { name: buyer.name }, values: [], orders: [], setAside: [] }
    await saveExport(trx, { requestId: randomUUID(), customerId: buyer.id, person })
  })
  await fillInbox(shop, 'customers', [buyer.id])

  await comply('customer_redaction', { customerId: buyer.id, ids: [orderId] })

  expect(await findWords([buyer.name])).toEqual([])
  // The id alone stands in the list of those whom no sync may bring back.
  const byId = await findWords([buyer.id])
  expect(byId.map((row) => row.split(':', 1)[0])).toEqual(['tidemark.redacted_customers'])
  expect(await revenue()).toEqual(before)
  await shop.query(sql`delete from bulk_lines`)
  await shop.query(sql`delete from bulk_ids`)
  await shop.query(sql`delete from rejected_rows`)

  // Shopify still shows the person, as it may for days; so does a webhook, and a full resync.
  await shop.control('edit', { order: orderId })
  await fillInbox(shop, 'orders', [orderId])
  await fillInbox(shop, 'customers', [buyer.id])
  await tellOfInbox(temporal.client, shop)
  await shop.query(sql`delete from webhook_deliveries`)
  await shop.query(
    sql`update sync_cursors set resync_requested_at = now() where entity <> 'events'`,
  )
  await shop.sync()
  expect(await findWords([buyer.name])).toEqual([])
  const [row] = await shop.query<{ orders: number }>(
    sql`select count(*)::int as orders from orders where customer_id = ${buyer.id}::bigint`,
  )
  expect(row?.orders).toBe(0)
  for (const { text } of await listHistories()) expect(text).not.toContain(buyer.name)
  expect(logged.join('')).not.toContain(buyer.name)

  // Once Shopify has forgotten the person too, both agree.
  await shop.control('redact', { customer: buyer.id })
  await shop.sync()
  await shop.expectTruth()
})

it('when the app is uninstalled the tokens go and syncs stop, and the data stay', async () => {
  const [before] = await shop.query<{ orders: number }>(
    sql`select count(*)::int as orders from orders`,
  )
  await comply('uninstall', { triggeredAt: '2020-01-01T00:00:00Z' })
  const state = async () =>
    (
      await shop.query<{ status: string; secrets: string | null; trouble: string | null }>(sql`
        select status, trouble,
          concat(access_token_encrypted, tokens_encrypted, client_secret_encrypted) as secrets
        from tenants join shop_connections on tenant_id = id
      `)
    )[0]
  expect(await state()).toMatchObject({ status: 'active', trouble: null })
  const saved = await state()

  await comply('uninstall', { triggeredAt: new Date(Date.now() + 60_000).toISOString() })
  expect(await state()).toEqual({ status: 'needs_attention', trouble: 'uninstalled', secrets: '' })
  expect(saved?.secrets).not.toBe('')
  const schedule = temporal.client.schedule.getHandle(scheduleId(shop.tenantId))
  expect((await schedule.describe()).state.paused).toBe(true)
  const [left] = await shop.query<{ orders: number }>(
    sql`select count(*)::int as orders from orders`,
  )
  expect(left).toEqual(before)
})

it('after shop/redact nothing of the shop is left: in no table, no history and no log', async () => {
  const { db, tenantId, shopDomain } = shop
  const tenant = await findTenantByDomain(db, shopDomain)
  if (!tenant) throw new Error('The shop is gone already.')
  const names = await shop.query<{ name: string }>(sql`
    select distinct display_name as name from customers where length(display_name) > 8
    union select distinct title from products where length(title) > 8
    union select name from tenants
  `)
  const canary = `canary-${randomUUID()}`
  await inTenant(db, tenantId, async (trx) => {
    await rejectRows(trx, [
      { entity: 'orders', entityId: '1', json: { note: canary }, reason: canary },
    ])
    const checkedAt = new Date()
    await saveSubscriptionState(trx, { checkedAt, address: null, topics: [], fault: canary })
    await sql`
      update shop_connections set kind = 'client_credentials', client_id = 'own',
        client_secret_encrypted = ${canary}
    `.execute(trx)
  })
  await fillInbox(shop, 'orders', ['1'])
  await upsertSchedule(temporal.client, { ...tenant, status: 'active' })
  const words = [shopDomain, canary, ...names.map(({ name }) => name)]
  expect(words.length).toBeGreaterThan(100)
  expect((await findWords([shopDomain, canary])).length).toBeGreaterThan(3)
  expect((await listHistories()).some(({ text }) => text.includes(shopDomain))).toBe(true)

  const requestId = await comply('shop_redaction')

  expect(await findWords(words)).toEqual([])
  const traces = await findWords([tenantId])
  expect(new Set(traces.map((row) => row.split(':', 1)[0]))).toEqual(
    new Set(['tidemark.audit_log']),
  )
  expect(traces.some((row) => row.includes('shop.redacted'))).toBe(true)
  const histories = await listHistories()
  const own = complianceWorkflowId(requestId)
  expect(histories.filter(({ text }) => text.includes(tenantId)).map(({ id }) => id)).toEqual([own])
  for (const { text } of histories) {
    expect(words.filter((word) => text.includes(word))).toEqual([])
  }
  expect(words.filter((word) => logged.join('').includes(word))).toEqual([])
  const schedule = temporal.client.schedule.getHandle(scheduleId(tenantId))
  await expect(schedule.describe()).rejects.toThrow(ScheduleNotFoundError)
})
