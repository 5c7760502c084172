/** What is known to go wrong in other tools that mirror shops, each as a test of its own. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ShopAnswer, ShopClient, ShopQuery } from '../shopify/shop-client.ts'
import type { ShopifyShops } from '../shopify/shopify-shops.ts'
import { BULK_OPERATION } from '../shopify/queries/bulk.graphql.ts'
import { ORDER_LINES } from '../shopify/queries/order-inner.graphql.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

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

/** The shop's own client, with something done around its requests. */
const throughClient = (
  around: (query: ShopQuery, ask: () => Promise<ShopAnswer>) => Promise<ShopAnswer>,
): ShopifyShops => ({
  open: async (tenantId) => {
    const opened = await shop.deps.shopify.open(tenantId)
    const request: ShopClient['request'] = (query, caller) =>
      around(query, () => opened.client.request(query, caller))
    return { ...opened, client: { ...opened.client, request } }
  },
})

const byPages = { bulkFrom: 1_000_000 }

it('a bulk file whose count reaches a checkpoint exactly is not dropped', async () => {
  const { counts } = await shop.state()
  for (const bulkRoots of [counts.orders, counts.customers, counts.products]) {
    await shop.restart({ bulkRoots, ms: 0 })
    await shop.query(
      sql`update sync_cursors set resync_requested_at = now() where entity <> 'events'`,
    )
    expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
    await shop.expectTruth()
  }
})

it('a bookmark does not move where nothing was read: a result without rows is not believed', async () => {
  const nothing = { status: 'COMPLETED', objectCount: '0', rootObjectCount: '0', url: null }
  const empty = throughClient(async (query, ask) => {
    const { data, ...rest } = await ask()
    if (query.document !== BULK_OPERATION) return { data, ...rest }
    const { bulkOperation } = data as { bulkOperation: object }
    return { ...rest, data: { bulkOperation: { ...bulkOperation, ...nothing } } }
  })
  await shop.restart({}, { shopify: empty })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect((await shop.notes()).join('\n')).toMatch(/orders: read by pages/)
})

it('a sync that reads nothing new moves no bookmark', async () => {
  await shop.restart(byPages)
  await shop.sync()
  const marks = () =>
    shop.query<{ at: string; id: string | null }>(sql`
      select watermark_at::text as at, watermark_id::text as id from sync_cursors
      where entity = 'orders'
    `)
  const before = await marks()
  await shop.sync()
  expect(await marks()).toEqual(before)
})

it('a cluster of equal times neither blocks nor skips, by pages and by bulk', async () => {
  const { counts } = await shop.state()
  for (const limits of [byPages, { bulkFrom: 1 }]) {
    await shop.restart({ ...limits, listing: 20 })
    await shop.control('stamp', { orders: counts.orders })
    expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
    await shop.expectTruth()
    const [row] = await shop.query<{ times: number }>(sql`
      select count(distinct updated_at)::int as times from orders where deleted_at is null
    `)
    expect(row?.times).toBe(1)
  }
})

it('a parent that changes while its children are read is whole after the next sync', async () => {
  let edited = 0
  const editing = throughClient(async (query, ask) => {
    if (query.document === ORDER_LINES && edited < 3) {
      edited += 1
      await shop.control('edit', { order: query.variables?.['id'] })
    }
    return await ask()
  })
  await shop.restart(byPages, { shopify: editing })
  await shop.sync()
  await shop.sync()
  expect(edited).toBeGreaterThan(0)
  await shop.expectTruth()
})

it('a rate limit ends no run, however long it lasts', async () => {
  await shop.faults(
    { kind: 'throttle', every: 2, times: 12 },
    { kind: 'status', status: 429, retryAfter: 1, every: 5, times: 3 },
  )
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})
