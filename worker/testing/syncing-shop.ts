import type { WorkflowHandle } from '@temporalio/client'
import { inTenant } from '@tidemark/db'
import { verifyRollups } from '@tidemark/db/ingest'
import { type RawBuilder, sql } from 'kysely'
import { expect } from 'vitest'
import { CHUNK_LIMITS, type ChunkLimits, type Dependencies } from '../activities/dependencies.ts'
import { type SyncShopResult, syncWorkflowOptions, type SyncTrigger } from '../contract.ts'
import { syncShop } from '../workflows/index.ts'
import { countRows } from './count-rows.ts'
import { startTestShop, type TestShop } from './test-shop.ts'
import type { TestTemporal } from './test-temporal.ts'

/** Bulk operations from the first row on, and no long waits for them. */
const LIMITS: ChunkLimits = { ...CHUNK_LIMITS, bulkFrom: 1, bulkPoll: 300 }

/** A shop with a worker of its own, on a namespace of the tests' Temporal. */
export type SyncingShop = Omit<TestShop, 'stop'> & {
  start(trigger?: SyncTrigger): Promise<WorkflowHandle<typeof syncShop>>
  /** Starts a sync and waits for its end. */
  sync(trigger?: SyncTrigger): Promise<SyncShopResult>
  /** Another worker, with other limits, and other dependencies where they are given. */
  restart(limits: Partial<ChunkLimits>, change?: Partial<Dependencies>): Promise<void>
  control(route: string, body: object): Promise<unknown>
  faults(...rules: object[]): Promise<unknown>
  clearFaults(): Promise<void>
  state(): ReturnType<TestShop['standIn']['shop']>
  query<Row>(statement: RawBuilder<Row>): Promise<Row[]>
  /** What the newest run says went otherwise than planned. */
  notes(): Promise<string[]>
  /** The mirror holds what the shop holds, to the last minor unit. */
  expectTruth(): Promise<void>
  stop(): Promise<void>
}

export async function startSyncingShop(
  temporal: TestTemporal,
  options: { scale?: number; limits?: Partial<ChunkLimits> } = {},
): Promise<SyncingShop> {
  const shop = await startTestShop({ scale: options.scale ?? 0.01 })
  const { standIn, shopDomain, tenantId, db } = shop
  const work = (limits: Partial<ChunkLimits>, change: Partial<Dependencies> = {}) =>
    temporal.work(
      shop.createDeps({ limits: { ...LIMITS, ...options.limits, ...limits }, ...change }),
    )
  let worker = await work({})

  const start = (trigger: SyncTrigger = 'manual') =>
    temporal.client.workflow.start(syncShop, syncWorkflowOptions({ tenantId, shopDomain, trigger }))
  async function query<Row>(statement: RawBuilder<Row>): Promise<Row[]> {
    return (await inTenant(db, tenantId, (trx) => statement.execute(trx))).rows
  }
  return {
    ...shop,
    start,
    query,
    async sync(trigger) {
      return await (await start(trigger)).result()
    },
    async restart(limits, change) {
      await worker.stop()
      worker = await work(limits, change)
    },
    control: (route, body) => standIn.post(route, { shop: shopDomain, ...body }),
    faults: (...rules) => standIn.post('faults', { shop: shopDomain, rules }),
    clearFaults: () => standIn.clearFaults(),
    state: () => standIn.shop(shopDomain),
    async notes() {
      const [row] = await query<{ notes: string[] }>(
        sql`select notes from sync_runs order by started_at desc limit 1`,
      )
      return row?.notes ?? []
    },
    expectTruth: () => expectTruth(shop, query),
    async stop() {
      await worker.stop()
      await shop.stop()
    },
  }
}

async function expectTruth(
  { db, tenantId, standIn, shopDomain }: TestShop,
  query: SyncingShop['query'],
): Promise<void> {
  const { counts, stats, customers } = (await standIn.truth(shopDomain)) as {
    counts: Record<string, number>
    stats: { totalRevenue: string }
    customers: { id: string; totalSpent: string; ordersCount: number }[]
  }
  const { orders, products, lines, sales, refunds, variants } = counts
  expect(await countRows(db, tenantId)).toMatchObject({
    orders,
    customers: counts['customers'],
    products,
  })
  const [row] = await query<Record<string, string | number>>(sql`
    with live as (select id from orders where deleted_at is null)
    select
      (select count(*) from order_lines where order_id in (select id from live))::int as lines,
      (select count(*) from sales where order_id in (select id from live))::int as sales,
      (select count(*) from refunds where order_id in (select id from live))::int as refunds,
      (select count(*) from variants where product_id in
        (select id from products where deleted_at is null))::int as variants,
      (select count(*) from bulk_lines)::int as kept,
      (select count(*) from bulk_ids)::int as ids,
      (select count(*) from bulk_reads)::int as reads,
      (select sum(total_sales)::text from daily_sales where reversals = 'event') as revenue
  `)
  expect(row).toMatchObject({ lines, sales, refunds, variants, kept: 0, ids: 0, reads: 0 })
  expect(Number(row?.['revenue'])).toBe(Number(stats.totalRevenue))
  const values = await query<{ id: string; total: string }>(sql`
    select customer_id::text as id, total_spent::text as total from customer_values
  `)
  const ours = new Map(values.map(({ id, total }) => [id, Number(total)]))
  for (const { id, totalSpent } of customers.filter(({ ordersCount }) => ordersCount > 0)) {
    expect([id, ours.get(id)]).toEqual([id, Number(totalSpent)])
  }
  expect(await inTenant(db, tenantId, verifyRollups)).toEqual([])
}
