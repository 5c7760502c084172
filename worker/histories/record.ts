/**
 * Records the histories that `replay.test.ts` replays, one for each way a run can go:
 * `node worker/histories/record.ts`. To be run when a workflow changes on purpose; histories of
 * released versions stay.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { CHUNK_LIMITS } from '../activities/dependencies.ts'
import {
  CONTROL,
  SHOP_CHANGED,
  SYNC_REQUESTED,
  syncWorkflowId,
  syncWorkflowOptions,
} from '../contract.ts'
import { startTestShop } from '../testing/test-shop.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { scheduledSync, syncShop } from '../workflows/index.ts'
import { saveHistory, saveHistorySoFar } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const [shop, temporal] = await Promise.all([
  startTestShop({ postgresUrl: postgres.url }),
  startTestTemporal(server.address),
])
let worker = await temporal.work(shop.createDeps({ limits: { ...CHUNK_LIMITS, pages: 1 } }))
const { tenantId, shopDomain } = shop
const start = () =>
  temporal.client.workflow.start(
    syncShop,
    syncWorkflowOptions({ tenantId, shopDomain, trigger: 'manual' }),
  )

await saveHistory('sync-shop-first', await start())
await saveHistory('sync-shop-unchanged', await start())

await shop.standIn.post('changes', { shop: shopDomain, count: 150, seed: 11 })
await saveHistory('sync-shop-reconciled', await start())

await shop.standIn.post('faults', { shop: shopDomain, rules: [{ kind: 'slow', ms: 1500 }] })
const twice = await start()
await sleep(700)
await twice.signal(SYNC_REQUESTED, crypto.randomUUID())
await saveHistory('sync-shop-two-rounds', twice)

const cancelled = await start()
await sleep(700)
await saveHistorySoFar('sync-shop-mid-flight', cancelled)
await cancelled.cancel()
await saveHistory('sync-shop-cancelled', cancelled)
await shop.standIn.clearFaults()

const commanded = await start()
await commanded.executeUpdate(CONTROL, { args: [{ command: 'setInterval', seconds: 1800 }] })
await saveHistory('sync-shop-commanded', commanded)

const notified = await temporal.client.workflow.signalWithStart(syncShop, {
  ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
  signal: SHOP_CHANGED,
  signalArgs: [{ orders: ['1'] }],
})
await saveHistory('sync-shop-webhook', notified)

await worker.stop()
worker = await temporal.work(
  shop.createDeps({
    limits: { ...CHUNK_LIMITS, bulkFrom: 1, bulkRoots: 20, bulkPoll: 500, ms: 0 },
  }),
)
await inTenant(shop.db, tenantId, async (trx) => {
  await sql`update sync_cursors set resync_requested_at = now() where entity <> 'events'`.execute(
    trx,
  )
})
const rule = { kind: 'bulk-status', status: 'FAILED', operation: 'orders', times: 1 }
await shop.standIn.post('faults', { shop: shopDomain, rules: [rule, { kind: 'bulk-slow' }] })
await saveHistory('sync-shop-bulk', await start())
await shop.standIn.clearFaults()

const launch = (id: string) =>
  temporal.client.workflow.start(scheduledSync, {
    workflowId: id,
    taskQueue: 'sync',
    args: [{ tenantId, shopDomain }],
  })
await saveHistory('scheduled-sync-started', await launch('launch-1'))
await saveHistory('scheduled-sync-skipped', await launch('launch-2'))

await temporal.client.workflow.result(syncWorkflowId(tenantId))
await inTenant(shop.db, tenantId, (trx) =>
  saveConnection(trx, readKeyring(shop.keys), { kind: 'admin_token', accessToken: 'revoked' }),
)
await saveHistory('sync-shop-failed', await start())

await worker.stop()
await temporal.close()
await shop.stop()
await Promise.all([server.stop(), postgres.stop()])
process.exit()
