import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTemporal } from '../../dev/temporal/index.ts'
import { SHOP_CHANGED, SYNC_REQUESTED, syncWorkflowId } from '../contract.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

/** A server that finds histories long very soon. */
const LONG = 60

let server: Awaited<ReturnType<typeof startTemporal>>
let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  server = await startTemporal({
    dataDir: null,
    port: 0,
    uiPort: null,
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${LONG}`],
  })
  temporal = await startTestTemporal(server.address)
  shop = await startSyncingShop(temporal, { scale: 0.004, limits: { bulkRoots: 5, ms: 0 } })
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
  await server.stop()
})

/** Every execution of the shop's chain of continuations, oldest first. */
async function listExecutions(): Promise<{ events: number; bytes: number }[]> {
  const found = []
  const query = `WorkflowId = "${syncWorkflowId(shop.tenantId)}"`
  for await (const { runId, startTime } of temporal.client.workflow.list({ query })) {
    const handle = temporal.client.workflow.getHandle(syncWorkflowId(shop.tenantId), runId)
    const { events = [] } = await handle.fetchHistory()
    const bytes = Math.max(0, ...(events ?? []).map((event) => JSON.stringify(event).length))
    found.push({ events: events?.length ?? 0, bytes, startTime })
  }
  return found.sort((a, b) => a.startTime.getTime() - b.startTime.getTime())
}

it('a sync whose history grows long continues in a new one, as one run, and loses nothing', async () => {
  const handle = await shop.start('first')
  await handle.signal(SYNC_REQUESTED, crypto.randomUUID())
  await handle.signal(SHOP_CHANGED, { orders: ['1'] })
  expect(await handle.result()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()

  const executions = await listExecutions()
  expect(executions.length).toBeGreaterThan(2)
  for (const { events, bytes } of executions) {
    // What was scheduled when the server said so comes to its end.
    expect(events).toBeLessThan(LONG + 60)
    expect(bytes).toBeLessThan(128 * 1024)
  }
  const runs = await shop.query<{ state: string; open: number }>(sql`
    select state, (select count(*) from sync_requests where served_at is null)::int as open
    from sync_runs
  `)
  expect(runs).toEqual([{ state: 'completed', open: 0 }])
})
