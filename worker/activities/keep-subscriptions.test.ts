import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { WEBHOOK_SUBSCRIBE, webhookMutationCost } from '../shopify/queries/webhooks.graphql.ts'
import { toWebhookAddress } from '../shopify/webhook-address.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

const TOPICS = [
  'APP_SCOPES_UPDATE',
  'APP_UNINSTALLED',
  'BULK_OPERATIONS_FINISH',
  'CUSTOMERS_CREATE',
  'CUSTOMERS_DELETE',
  'CUSTOMERS_MERGE',
  'CUSTOMERS_UPDATE',
  'ORDERS_CANCELLED',
  'ORDERS_CREATE',
  'ORDERS_DELETE',
  'ORDERS_EDITED',
  'ORDERS_PAID',
  'ORDERS_UPDATED',
  'PRODUCTS_CREATE',
  'PRODUCTS_DELETE',
  'PRODUCTS_UPDATE',
  'REFUNDS_CREATE',
  'SHOP_UPDATE',
]

/** Nobody listens there. */
const HERE = 'http://127.0.0.1:1'
const THERE = 'http://localhost:1'
const PATH = '/api/shopify/webhooks'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
})
afterAll(() => temporal.close())
beforeEach(async () => {
  shop = await startSyncingShop(temporal, { scale: 0.004 })
})
afterEach(() => shop.stop())

/** A worker whose `APP_URL` is this one; undefined: not set. */
const workAt = (appUrl: string | undefined) =>
  shop.restart({}, { webhooks: toWebhookAddress(appUrl, shop.standIn.origin) })

const subscriptions = async () => (await shop.standIn.webhooks(shop.shopDomain)).subscriptions

/** The topics that are sent to an address. */
const sentTo = async (uri: string) =>
  (await subscriptions())
    .filter((one) => one.uri === uri)
    .map(({ topic }) => topic)
    .toSorted()

/** Subscribes as the shop's own app might, for purposes of its own. */
async function subscribe(topic: string, uri: string): Promise<void> {
  const { client } = await shop.deps.shopify.open(shop.tenantId)
  const variables = { topic, webhook: { uri, format: 'JSON' } }
  const query = { document: WEBHOOK_SUBSCRIBE, cost: webhookMutationCost, variables }
  const caller = { signal: AbortSignal.timeout(240_000), pause: () => Promise.resolve() }
  await client.request(query, caller)
}

/** What was kept of the last look at the subscriptions. */
const kept = () =>
  shop.query<{ address: string | null; topics: string[]; fault: string | null }>(
    sql`select address, topics, fault from webhook_subscriptions`,
  )

it('the first sync subscribes to every topic once, and the next has nothing to do', async () => {
  await workAt(HERE)
  await shop.sync('first')
  expect(await sentTo(HERE + PATH)).toEqual(TOPICS)
  const before = await subscriptions()
  await shop.sync()
  expect(await subscriptions()).toEqual(before)
  expect(await kept()).toEqual([{ address: HERE + PATH, topics: TOPICS, fault: null }])
  expect(await shop.notes()).toEqual([])
})

it('subscriptions move with the service, and one that goes elsewhere is left alone', async () => {
  const elsewhere = 'https://erp.example/orders'
  await subscribe('ORDERS_CREATE', elsewhere)
  await workAt(THERE)
  await shop.sync('first')
  const before = (await subscriptions()).map(({ id }) => id)
  // As an attempt that died half-way leaves it: this one is at both addresses.
  await subscribe('ORDERS_PAID', HERE + PATH)
  await workAt(HERE)
  await shop.sync()
  expect(await sentTo(THERE + PATH)).toEqual([])
  expect(await sentTo(HERE + PATH)).toEqual(TOPICS)
  expect(await sentTo(elsewhere)).toEqual(['ORDERS_CREATE'])
  const moved = (await subscriptions()).filter(({ id }) => before.includes(id))
  // All but the one that was at both addresses are the same as before.
  expect(moved).toHaveLength(before.length - 1)
})

it('what Shopify removed after eight failures is there again after the next sync', async () => {
  await workAt(HERE)
  await shop.sync('first')
  await shop.control('webhooks', { retrySeconds: Array.from({ length: 8 }, () => 0) })
  await shop.control('order', { total: '10.00' })
  await expect.poll(async () => (await shop.standIn.webhooks(shop.shopDomain)).pending).toBe(0)
  expect(await sentTo(HERE + PATH)).not.toContain('ORDERS_CREATE')
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  expect(await sentTo(HERE + PATH)).toEqual(TOPICS)
  // And the order that no webhook told of.
  await shop.expectTruth()
})

it('without an address, and with one that Shopify refuses, a sync goes on and says so once', async () => {
  await workAt(undefined)
  expect(await shop.sync('first')).toMatchObject({ outcome: 'completed' })
  const later = 'Changes arrive with the next sync.'
  expect(await shop.notes()).toEqual([
    `webhooks: APP_URL is not set, so that Shopify has nowhere to send webhooks to. ${later}`,
  ])
  await shop.sync()
  expect(await shop.notes()).toEqual([])

  await workAt('http://tidemark.example')
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  const [note = ''] = await shop.notes()
  expect(note).toContain('“Address protocol http:// is not supported”')
  expect(note).toContain('ORDERS_CREATE')
  expect(await subscriptions()).toEqual([])

  await workAt(HERE)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  expect(await sentTo(HERE + PATH)).toEqual(TOPICS)
  expect(await kept()).toMatchObject([{ fault: null }])
  await shop.expectTruth()
})

it('a keeper that Shopify does not answer fails no sync, and the next one does its work', async () => {
  await workAt(HERE)
  await shop.faults({ kind: 'status', status: 500, operation: 'TidemarkWebhook' })
  expect(await shop.sync('first')).toMatchObject({ outcome: 'completed' })
  expect(await subscriptions()).toEqual([])
  await shop.clearFaults()
  await shop.sync()
  expect(await sentTo(HERE + PATH)).toEqual(TOPICS)
  await shop.expectTruth()
})
