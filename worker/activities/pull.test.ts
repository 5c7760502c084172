import { MockActivityEnvironment } from '@temporalio/testing'
import { beginRun as beginRunRow, inTenant } from '@tidemark/db'
import { loadCursor, raiseFence, saveCursor, verifyRollups } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countRows } from '../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { CHUNK_LIMITS } from './dependencies.ts'
import { createActivities } from './index.ts'
import type { Activities } from './types.ts'

let shop: TestShop
let activities: Activities
const runId = 'run-1'
const ref = () => ({ tenantId: shop.tenantId, runId })
/** So few that pages are the way to read them. */
const few = () => ({ ...ref(), total: 10, allOrders: true, asOf: new Date().toISOString() })

beforeAll(async () => {
  shop = await startTestShop()
  activities = createActivities(shop.deps)
  await inTenant(shop.db, shop.tenantId, (trx) =>
    beginRunRow(trx, { runId, workflowId: 'w', trigger: 'first' }),
  )
})
afterAll(() => shop.stop())

const run = <I, O>(activity: (input: I) => Promise<O>, input: I): Promise<O> =>
  new MockActivityEnvironment().run(activity, input)

const countsOf = async () => (await shop.standIn.shop(shop.shopDomain)).counts

it('the shop is read in one request, with its counts, and deletions are followed from then on', async () => {
  const before = await shop.standIn.shop(shop.shopDomain)
  const read = await run(activities.readShop, ref())
  const after = await shop.standIn.shop(shop.shopDomain)
  const { orders, customers, products } = after.counts
  expect(read).toEqual({
    counts: { orders, customers, products },
    allOrders: true,
    gaps: [],
    asOf: expect.any(String),
    retries: false,
    subscriptionsDue: false,
    reportsDue: false,
  })
  expect(after.requests - before.requests).toBe(1)
  const cursor = await inTenant(shop.db, shop.tenantId, (trx) => loadCursor(trx, 'events'))
  expect(Number(cursor.watermarkId)).toBeGreaterThan(0)
})

it('products are mirrored with all of their variants, however many', async () => {
  const { progress, done } = await run(activities.pullProducts, few())
  const { products } = await countsOf()
  expect({ done, changed: progress.changed }).toEqual({ done: true, changed: products })
  const variants = await inTenant(shop.db, shop.tenantId, (trx) =>
    sql<{ most: number }>`
      select max(n)::int as most from (select count(*) as n from variants group by product_id) as each
    `.execute(trx),
  )
  expect(variants.rows[0]?.most).toBeGreaterThan(250)
})

it('a chunk that was cut short goes on where it stopped', async () => {
  const short = createActivities(shop.createDeps({ limits: { ...CHUNK_LIMITS, pages: 1 } }))
  const first = await run(short.pullOrders, few())
  const { orders } = await countsOf()
  expect(first.progress.read).toBeLessThanOrEqual(orders)
  let last = first
  while (!last.done) last = await run(short.pullOrders, few())
  expect(last.progress).toMatchObject({ read: orders, changed: orders, done: true })
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({ orders })
})

it('an order keeps every line and every sale, beyond the first page of each', async () => {
  const { rows } = await inTenant(shop.db, shop.tenantId, (trx) =>
    sql<{ lines: number; sales: number; unbalanced: number }>`
      select
        (select max(n)::int from (select count(*) as n from order_lines group by order_id) as l) as lines,
        (select max(n)::int from (select count(*) as n from sales group by order_id) as s) as sales,
        (select count(*)::int from orders where ledger_difference <> 0) as unbalanced
    `.execute(trx),
  )
  expect(rows[0]?.lines).toBeGreaterThan(250)
  expect(rows[0]?.sales).toBeGreaterThan(250)
  expect(rows[0]?.unbalanced).toBe(0)
})

it('an attempt that another one has taken over can write nothing more', async () => {
  const { tenantId, db } = shop
  const lost = await inTenant(db, tenantId, (trx) => raiseFence(trx, 'orders'))
  await run(activities.pullOrders, few())
  const before = await inTenant(db, tenantId, (trx) => loadCursor(trx, 'orders'))
  const write = inTenant(db, tenantId, (trx) =>
    saveCursor(trx, 'orders', lost, { watermarkAt: '2001-01-01T00:00:00Z' }),
  )
  await expect(write).rejects.toThrow('newer attempt')
  expect(await inTenant(db, tenantId, (trx) => loadCursor(trx, 'orders'))).toEqual(before)
})

it('a cursor that Shopify refuses starts the walk again at its watermark', async () => {
  const { tenantId, db } = shop
  await inTenant(db, tenantId, async (trx) => {
    const fence = await raiseFence(trx, 'orders')
    await saveCursor(trx, 'orders', fence, { pageCursor: '250:no-cursor-of-shopify' })
  })
  const { done } = await run(activities.pullOrders, few())
  expect(done).toBe(true)
})

it('changes of all kinds arrive, deletions and merges included, and the rollups follow', async () => {
  await shop.standIn.post('changes', { shop: shop.shopDomain, count: 150, seed: 11 })
  const read = await run(activities.readShop, ref())
  await run(activities.pullProducts, few())
  await run(activities.pullCustomers, few())
  await run(activities.pullOrders, few())
  await run(activities.pullEvents, ref())
  const { reconcile } = await run(activities.compareCounts, { ...ref(), compared: [] })
  for (const entity of reconcile) {
    const { allOrders, asOf } = read
    const input = { ...ref(), entity, mode: null, afterId: null, total: 10, allOrders, asOf }
    await run(activities.reconcileIds, input)
  }
  expect(await run(activities.compareCounts, { ...ref(), compared: reconcile })).toEqual({
    reconcile: [],
  })
  await run(activities.aggregate, ref())
  const { orders, customers, products } = await countsOf()
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({ orders, customers, products })
  expect(await inTenant(shop.db, shop.tenantId, verifyRollups)).toEqual([])
})

it('every customer is worth what Shopify itself would add up', async () => {
  const { rows } = await inTenant(shop.db, shop.tenantId, (trx) =>
    sql<{ id: string; total: string; orders: string }>`
      select customer_id::text as id, total_spent::text as total, orders_count::text as orders
      from customer_values where orders_count > 0
    `.execute(trx),
  )
  const ours = new Map(rows.map(({ id, total, orders }) => [id, [Number(total), Number(orders)]]))
  const { customers } = (await shop.standIn.truth(shop.shopDomain)) as {
    customers: { id: string; totalSpent: string; ordersCount: number }[]
  }
  const theirs = customers.filter(({ ordersCount }) => ordersCount > 0)
  expect(ours.size).toBe(theirs.length)
  for (const { id, totalSpent, ordersCount } of theirs) {
    expect([id, ours.get(id)]).toEqual([id, [Number(totalSpent), ordersCount]])
  }
})
