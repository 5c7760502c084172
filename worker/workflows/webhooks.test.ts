import { inTenant, receiveWebhooks, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { syncWorkflowId } from '../contract.ts'
import { fillInbox, tellOfInbox } from '../testing/notify-shop.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { historyText, startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

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

const tell = () => tellOfInbox(temporal.client, shop)
const open = async () =>
  (
    await shop.query<{ n: number }>(
      sql`select count(*)::int as n from webhook_deliveries where handled_at is null`,
    )
  )[0]?.n
const someOrders = async (count: number) =>
  (
    await shop.query<{ id: string }>(sql`
      select id::text as id from orders where deleted_at is null and not test
      order by processed_at desc limit ${count}
    `)
  ).map(({ id }) => id)

it('what the inbox holds is read by id, is in the numbers, and only then is handled; Temporal learns no id', async () => {
  const ids = await someOrders(3)
  for (const id of ids) await shop.control('edit', { order: id })
  await fillInbox(shop, 'orders', ids)
  const before = (await shop.state()).requests
  expect(await tell()).toMatchObject({ outcome: 'completed', rounds: 1 })
  expect((await shop.state()).requests - before).toBeLessThanOrEqual(2)
  await shop.expectTruth()
  expect(await open()).toBe(0)
  const text = await historyText(temporal.client.workflow.getHandle(syncWorkflowId(shop.tenantId)))
  for (const id of ids) expect(text).not.toContain(id)
})

it('an inbox that another round has emptied costs no request and no run of the rollups', async () => {
  const before = (await shop.state()).requests
  expect(await tell()).toMatchObject({ outcome: 'completed', rounds: 1 })
  expect((await shop.state()).requests).toBe(before)
})

it('a webhook that comes while a round is under way is served by the next one of the same run', async () => {
  const [first = '', second = ''] = await someOrders(2)
  await shop.faults({ kind: 'slow', ms: 1_500 })
  await fillInbox(shop, 'orders', [first])
  const running = tell()
  await expect
    .poll(async () => (await shop.query(sql`select from sync_runs where state = 'running'`)).length)
    .toBe(1)
  await shop.control('edit', { order: second })
  await fillInbox(shop, 'orders', [second])
  expect(await tell()).toMatchObject({ outcome: 'completed', rounds: 2 })
  await running
  await shop.expectTruth()
  expect(await open()).toBe(0)
})

it('a round that fails leaves its webhooks open, and the next sync of whatever kind reads them', async () => {
  const [id = ''] = await someOrders(1)
  await shop.control('edit', { order: id })
  await fillInbox(shop, 'orders', [id])
  const keyring = readKeyring(shop.keys)
  const save = (accessToken: string) =>
    inTenant(shop.db, shop.tenantId, (trx) =>
      saveConnection(trx, keyring, { kind: 'admin_token', accessToken }),
    )
  const [granted] = (await shop.state()).tokens
  await save('revoked')
  await expect(tell()).rejects.toThrow('Workflow execution failed')
  expect(await open()).toBe(1)
  await save(granted?.token ?? '')
  await shop.sync('schedule')
  expect(await open()).toBe(0)
  await shop.expectTruth()
})

it('news of the shop itself brings a whole round, which reads the shop', async () => {
  await shop.query(sql`update tenants set name = 'as it was called before'`)
  const head = { shop: shop.shopDomain, eventId: 'renamed', triggeredAt: null } as const
  await receiveWebhooks(shop.db, [
    { ...head, task: 'sync', topic: 'shop/update', subject: 'shop', entity: null, ids: [] },
  ])
  const { entities } = await tell()
  expect(entities.orders.done).toBe(true)
  const [row] = await shop.query<{ name: string }>(sql`select name from tenants`)
  expect(row?.name).not.toBe('as it was called before')
})

it('more objects than are worth asking for one by one bring a whole round', async () => {
  const ids = Array.from({ length: 1_001 }, (_, n) => String(n + 1))
  await fillInbox(shop, 'products', ids)
  const { entities } = await tell()
  expect(entities.customers.done).toBe(true)
  expect(await open()).toBe(0)
  await shop.expectTruth()
})

it('when no webhook comes for a while, the next sync finds all that happened', async () => {
  const [gone = '', ...edited] = await someOrders(12)
  for (const id of edited) await shop.control('edit', { order: id })
  await shop.control('delete', { id: `gid://shopify/Order/${gone}` })
  const [from, into] = await shop.query<{ id: string }>(sql`
    select id::text as id from customers where deleted_at is null order by id limit 2
  `)
  await shop.control('merge', { from: from?.id, into: into?.id })
  expect(await shop.sync('schedule')).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})
