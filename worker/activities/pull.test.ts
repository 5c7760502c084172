import { MockActivityEnvironment } from '@temporalio/testing'
import { beginRun as beginRunRow, inTenant } from '@tidemark/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countRows } from '../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { createActivities } from './index.ts'
import type { Activities } from './types.ts'

let shop: TestShop
let activities: Activities
const runId = 'run-1'

beforeAll(async () => {
  shop = await startTestShop()
  activities = createActivities(shop.deps)
  await inTenant(shop.db, shop.tenantId, (trx) =>
    beginRunRow(trx, { runId, workflowId: 'w', trigger: 'first' }),
  )
}, 120_000)
afterAll(() => shop.stop())

const run = <I, O>(activity: (input: I) => Promise<O>, input: I): Promise<O> =>
  new MockActivityEnvironment().run(activity, input)

it('reads the shop and mirrors all of it', async () => {
  const ref = { tenantId: shop.tenantId, runId }
  const read = await run(activities.readShop, ref)
  console.log(read)
  const pulled = [
    await run(activities.pullProducts, { ...ref, total: read.counts.products }),
    await run(activities.pullCustomers, { ...ref, total: read.counts.customers }),
    await run(activities.pullOrders, { ...ref, total: read.counts.orders }),
    await run(activities.pullEvents, ref),
    await run(activities.aggregate, ref),
  ]
  console.log(JSON.stringify(pulled))
  console.log(
    await countRows(shop.db, shop.tenantId),
    (await shop.standIn.shop(shop.shopDomain)).counts,
  )
  expect(pulled.every(({ done }) => done)).toBe(true)
})
