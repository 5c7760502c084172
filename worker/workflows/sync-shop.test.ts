import { inTenant } from '@tidemark/db'
import { verifyRollups } from '@tidemark/db/ingest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  PROGRESS,
  SYNC_OUTCOME,
  SYNC_REQUESTED,
  type SyncProgress,
  syncWorkflowId,
  syncWorkflowOptions,
  type SyncTrigger,
} from '../contract.ts'
import { countRows } from '../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { historyText, startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { syncShop } from './index.ts'

let shop: TestShop
let temporal: TestTemporal
let worker: { stop(): Promise<void> }

beforeAll(async () => {
  ;[shop, temporal] = await Promise.all([startTestShop(), startTestTemporal()])
  worker = await temporal.work(shop.deps)
})
afterAll(async () => {
  await worker.stop()
  await temporal.close()
  await shop.stop()
})

const startSync = (trigger: SyncTrigger) =>
  temporal.client.workflow.start(
    syncShop,
    syncWorkflowOptions({ tenantId: shop.tenantId, shopDomain: shop.shopDomain, trigger }),
  )

it('a first sync mirrors the whole shop and fills the rollups', async () => {
  const handle = await startSync('first')
  const result = await handle.result()
  const { counts } = await shop.standIn.shop(shop.shopDomain)
  expect(result).toMatchObject({ outcome: 'completed', rounds: 1 })
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({
    orders: counts.orders,
    customers: counts.customers,
    products: counts.products,
  })
  expect(await inTenant(shop.db, shop.tenantId, verifyRollups)).toEqual([])
  const described = await handle.describe()
  expect(described.typedSearchAttributes.get(SYNC_OUTCOME)).toBe('completed')
  expect(await handle.query<SyncProgress>(PROGRESS)).toMatchObject({ outcome: 'completed' })
})

it('a second sync without changes writes nothing, and is short', async () => {
  const before = await shop.standIn.shop(shop.shopDomain)
  const handle = await startSync('schedule')
  const { entities } = await handle.result()
  const after = await shop.standIn.shop(shop.shopDomain)
  const { events } = await handle.fetchHistory()
  for (const figures of Object.values(entities)) expect(figures.changed).toBe(0)
  expect(after.requests - before.requests).toBeLessThanOrEqual(6)
  expect(events?.length).toBeLessThanOrEqual(60)
})

it('no token, name or address stands in any history', async () => {
  const handle = temporal.client.workflow.getHandle(syncWorkflowId(shop.tenantId))
  const text = await historyText(handle)
  const { tokens } = await shop.standIn.shop(shop.shopDomain)
  for (const { token } of tokens) expect(text).not.toContain(token)
  expect(text).not.toMatch(/@[a-z0-9-]+\.(com|org|net)/i)
})

it('twenty requests at once start one run', async () => {
  const { tenantId, shopDomain } = shop
  const options = syncWorkflowOptions({ tenantId, shopDomain, trigger: 'manual' })
  const handles = await Promise.all(
    Array.from({ length: 20 }, () =>
      temporal.client.workflow.signalWithStart(syncShop, {
        ...options,
        workflowIdConflictPolicy: 'USE_EXISTING',
        signal: SYNC_REQUESTED,
        signalArgs: [crypto.randomUUID()],
      }),
    ),
  )
  const runs = new Set(handles.map(({ signaledRunId }) => signaledRunId))
  expect(runs.size).toBe(1)
  const result = await temporal.client.workflow.result<typeof syncShop>(options.workflowId)
  expect(result.rounds).toBeLessThanOrEqual(2)
})
