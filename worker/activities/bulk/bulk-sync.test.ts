import { inTenant } from '@tidemark/db'
import { verifyRollups } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CHUNK_LIMITS, type ChunkLimits } from '../dependencies.ts'
import { syncWorkflowOptions } from '../../contract.ts'
import { countRows } from '../../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../../testing/test-shop.ts'
import { startTestTemporal, type TestTemporal } from '../../testing/test-temporal.ts'
import { syncShop } from '../../workflows/index.ts'

const LIMITS: ChunkLimits = { ...CHUNK_LIMITS, bulkFrom: 1, bulkPoll: 300 }

let temporal: TestTemporal
let shop: TestShop
let worker: { stop(): Promise<void> }

beforeAll(async () => {
  temporal = await startTestTemporal()
}, 120_000)
afterAll(() => temporal.close(), 120_000)

/** A shop of its own whose first sync has not been; bulk operations are used from the first row on. */
beforeEach(async () => {
  shop = await startTestShop({ scale: 0.01 })
  worker = await temporal.work(shop.createDeps({ limits: LIMITS }))
  return async () => {
    await worker.stop()
    await shop.stop()
  }
}, 120_000)

/** Another worker, with other limits. */
async function restart(limits: Partial<ChunkLimits>): Promise<void> {
  await worker.stop()
  worker = await temporal.work(shop.createDeps({ limits: { ...LIMITS, ...limits } }))
}

const faults = (...rules: object[]) => shop.standIn.post('faults', { shop: shop.shopDomain, rules })

async function sync() {
  const handle = await temporal.client.workflow.start(
    syncShop,
    syncWorkflowOptions({
      tenantId: shop.tenantId,
      shopDomain: shop.shopDomain,
      trigger: 'first',
    }),
  )
  return await handle.result()
}

/** The mirror holds what the shop holds, to the last minor unit. */
async function expectTruth(): Promise<void> {
  const { counts, stats, customers } = (await shop.standIn.truth(shop.shopDomain)) as {
    counts: Record<string, number>
    stats: { totalRevenue: string }
    customers: { id: string; totalSpent: string; ordersCount: number }[]
  }
  const { orders, lines, sales, refunds, products, variants } = counts
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({
    orders,
    customers: counts['customers'],
    products,
  })
  const [row] = await query<Record<string, string>>(sql`
    with live as (select id from orders where deleted_at is null)
    select
      (select count(*) from order_lines where order_id in (select id from live))::int as lines,
      (select count(*) from sales where order_id in (select id from live))::int as sales,
      (select count(*) from refunds where order_id in (select id from live))::int as refunds,
      (select count(*) from variants)::int as variants,
      (select count(*) from bulk_lines)::int as kept,
      (select count(*) from bulk_reads)::int as reads,
      (select sum(total_sales)::text from daily_sales where reversals = 'event') as revenue
  `)
  expect(row).toMatchObject({ lines, sales, refunds, variants, kept: 0, reads: 0 })
  expect(Number(row?.['revenue'])).toBe(Number(stats.totalRevenue))
  const values = await query<{ id: string; total: string }>(sql`
    select customer_id::text as id, total_spent::text as total from customer_values
  `)
  const ours = new Map(values.map(({ id, total }) => [id, Number(total)]))
  for (const { id, totalSpent } of customers.filter(({ ordersCount }) => ordersCount > 0)) {
    expect([id, ours.get(id)]).toEqual([id, Number(totalSpent)])
  }
  expect(await inTenant(shop.db, shop.tenantId, verifyRollups)).toEqual([])
}

async function query<Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  const { rows } = await inTenant(shop.db, shop.tenantId, (trx) => statement.execute(trx))
  return rows
}

const notes = async () => {
  const [row] = await query<{ notes: string[] }>(sql`
    select notes from sync_runs order by started_at desc limit 1
  `)
  return row?.notes
}

it('a first sync by bulk operations mirrors the whole shop', async () => {
  const result = await sync()
  expect(result).toMatchObject({ outcome: 'completed', entities: { orders: { done: true } } })
  await expectTruth()
  expect(await notes()).toEqual([])
})

it('children may stand anywhere in the file, before their parents too', async () => {
  await faults({ kind: 'bulk-disorder' })
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  expect(await notes()).toEqual([])
})

it('downloads that break, and addresses that expire, are picked up where the last batch was written', async () => {
  await restart({ bulkRoots: 20 })
  await faults({ kind: 'bulk-cut', share: 0.4, times: 6 }, { kind: 'bulk-gone', times: 2 })
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  expect(await notes()).toEqual([])
})

it('a storage that answers a Range request with the whole file is read on from the same place', async () => {
  await restart({ bulkRoots: 20 })
  await faults({ kind: 'bulk-no-range' }, { kind: 'bulk-cut', share: 0.5, times: 3 })
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
})

it('restarted at every checkpoint, nothing is lost and nothing counted twice', async () => {
  await restart({ bulkRoots: 15, ms: 0 })
  const { entities } = await sync()
  const { counts } = await shop.standIn.shop(shop.shopDomain)
  expect(entities.orders).toMatchObject({ changed: counts.orders })
  await expectTruth()
})

it.each([
  ['FAILED', { status: 'FAILED', errorCode: 'TIMEOUT' }],
  ['CANCELED', { status: 'CANCELED' }],
  ['EXPIRED', { status: 'EXPIRED' }],
])('an operation that ends as %s is tried once more, and the run says so', async (name, rule) => {
  await faults({ kind: 'bulk-status', ...rule, operation: 'orders', times: 1 })
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  expect((await notes())?.join()).toMatch(new RegExp(`bulk operation came to nothing.*${name}`))
})

it.each([
  ['counts more than the file has', { kind: 'bulk-counts', by: 3 }],
  ['ends early', { kind: 'bulk-truncated', share: 0.6 }],
  ['ends within a line', { kind: 'bulk-truncated', share: 0.6, midLine: true }],
])('a result that %s moves no watermark: narrower windows, then pages', async (_name, rule) => {
  await faults(rule)
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  const said = (await notes())?.filter((note) => note.startsWith('orders')).join('\n')
  expect(said).toMatch(/trying once more\n.*narrower windows\n.*read by pages/)
})

it('windows that are narrow enough to succeed are enough', async () => {
  await faults({ kind: 'bulk-counts', by: 1, times: 6 })
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  expect((await notes())?.join('\n')).toMatch(/narrower windows/)
  expect((await notes())?.join('\n')).not.toMatch(/read by pages/)
})

it.each([
  ['denied', { kind: 'bulk-denied' }],
  ['refused', { kind: 'bulk-refused', message: 'Bulk queries cannot contain this.' }],
])('where bulk access is %s, paging does the whole job', async (_name, rule) => {
  await faults(rule)
  expect(await sync()).toMatchObject({ outcome: 'completed' })
  await expectTruth()
  expect((await notes())?.join('\n')).toMatch(/orders: read by pages/)
})

it('what changes while Shopify prepares the file and while it is read arrives in the same sync', async () => {
  await restart({ bulkRoots: 20 })
  await faults({ kind: 'bulk-slow', ms: 1_500 }, { kind: 'download-slow', bytesPerSecond: 150_000 })
  const syncing = sync()
  for (let seed = 1; seed <= 5; seed += 1) {
    await shop.standIn.post('changes', { shop: shop.shopDomain, count: 20, seed })
    await untilMoved()
  }
  await shop.standIn.clearFaults()
  await syncing
  await sync()
  await expectTruth()
})

/** Until the run's figures have moved once more, so that changes fall between batches. */
async function untilMoved(): Promise<void> {
  const moved = async () =>
    (await query<{ at: string }>(sql`select max(updated_at)::text as at from sync_runs`))[0]?.at
  const before = await moved()
  for (let tries = 0; tries < 50 && (await moved()) === before; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
