/**
 * Records the histories that `replay.test.ts` replays, one for each way a run can go:
 * `node worker/histories/record.ts`. To be run when a workflow changes on purpose; histories of
 * released versions stay.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { CHUNK_LIMITS } from '../activities/dependencies.ts'
import { SYNC_REQUESTED, syncWorkflowId, syncWorkflowOptions } from '../contract.ts'
import { startTestShop } from '../testing/test-shop.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { scheduledSync, syncShop } from '../workflows/index.ts'
import { saveHistory } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const [shop, temporal] = await Promise.all([
  startTestShop({ postgresUrl: postgres.url }),
  startTestTemporal(server.address),
])
const worker = await temporal.work(shop.createDeps({ limits: { ...CHUNK_LIMITS, pages: 1 } }))
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
await cancelled.cancel()
await saveHistory('sync-shop-cancelled', cancelled)
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
