import { MockActivityEnvironment } from '@temporalio/testing'
import { beginRun as beginRunRow, createDb, type Db, inTenant } from '@tidemark/db'
import { countDirty, rebuildRollups, verifyRollups } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { CHUNK_LIMITS } from './dependencies.ts'
import { DrainsBeside } from './drains-beside.ts'
import { createActivities } from './index.ts'
import type { Activities } from './types.ts'

let shop: TestShop
const runId = 'run-1'
const ref = () => ({ tenantId: shop.tenantId, runId })

beforeEach(async () => {
  shop = await startTestShop()
  await inTenant(shop.db, shop.tenantId, (trx) =>
    beginRunRow(trx, { runId, workflowId: 'w', trigger: 'first' }),
  )
})
afterEach(() => shop.stop())

const run = <I, O>(activity: (input: I) => Promise<O>, input: I): Promise<O> =>
  new MockActivityEnvironment().run(activity, input)

function activitiesWith(db: Db, limits: Partial<typeof CHUNK_LIMITS> = {}): Activities {
  const { log } = shop.deps
  const drains = new DrainsBeside({ db, log, from: 1 })
  return createActivities(shop.createDeps({ drains, limits: { ...CHUNK_LIMITS, ...limits } }))
}

/** Reads all orders, and returns what of it is marked for a drain to come. */
async function readOrders({ pullOrders }: Activities, total: number): Promise<number> {
  const input = { ...ref(), total, allOrders: true, asOf: new Date().toISOString() }
  for (let done = false; !done;) done = (await run(pullOrders, input)).done
  return (await inTenant(shop.db, shop.tenantId, countDirty)).orders
}

async function countDays(): Promise<number> {
  const { rows } = await inTenant(shop.db, shop.tenantId, (trx) =>
    sql<{ n: number }>`select count(*)::int as n from daily_sales`.execute(trx),
  )
  return rows[0]?.n ?? 0
}

/** Drains what is left, as a sync does at its end, and returns what the run says of all drains. */
async function drainTheRest({ aggregate }: Activities) {
  const { done, progress } = await run(aggregate, ref())
  expect(done).toBe(true)
  expect(await inTenant(shop.db, shop.tenantId, verifyRollups)).toEqual([])
  return progress
}

it.each([
  { how: 'bulk operations', limits: { bulkFrom: 1, bulkRoots: 10, bulkPoll: 100 } },
  { how: 'pages', limits: { bulkFrom: 1_000_000 } },
])('by $how, figures are there before all is read, and exact at the end', async ({ limits }) => {
  const activities = activitiesWith(shop.db, limits)
  const { orders } = (await shop.standIn.shop(shop.shopDomain)).counts
  const left = await readOrders(activities, orders)
  expect(left).toBeLessThan(orders)
  expect(await countDays()).toBeGreaterThan(0)
  const { read, total } = await drainTheRest(activities)
  expect({ read, total }).toEqual({ read: orders, total: orders })
})

it('a drain that fails holds up nothing, and is made good for at the end', async () => {
  const nowhere = createDb({ url: 'postgres://tidemark_app@127.0.0.1:1/none', poolSize: 1 })
  const activities = activitiesWith(nowhere)
  const { orders } = (await shop.standIn.shop(shop.shopDomain)).counts
  expect(await readOrders(activities, 10)).toBe(orders)
  expect(await countDays()).toBe(0)
  expect(await drainTheRest(activities)).toMatchObject({ read: orders, total: orders })
  await nowhere.destroy()
})

it('a rebuild, which would keep the pull waiting, is left to the end', async () => {
  const activities = activitiesWith(shop.db)
  await readOrders(activities, 10)
  await drainTheRest(activities)
  await inTenant(shop.db, shop.tenantId, rebuildRollups)
  await shop.standIn.post('changes', { shop: shop.shopDomain, count: 50, seed: 3 })
  const before = await countDays()
  await readOrders(activities, 10)
  const { rows } = await inTenant(shop.db, shop.tenantId, (trx) =>
    sql`select from rollup_rebuilds`.execute(trx),
  )
  expect([rows.length, await countDays()]).toEqual([1, before])
  await drainTheRest(activities)
})
