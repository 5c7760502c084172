/**
 * Records the histories of `compareReports`, and of a sync that launches it, as `record.ts` does those
 * of the other syncs: `node worker/histories/record-compare-reports.ts`.
 */
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { syncWorkflowOptions } from '../contract.ts'
import { startTestShop } from '../testing/test-shop.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { compareReports, syncShop } from '../workflows/index.ts'
import { saveHistory } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const [shop, temporal] = await Promise.all([
  startTestShop({ postgresUrl: postgres.url }),
  startTestTemporal(server.address),
])
const worker = await temporal.work(shop.createDeps({ compareReports: true }))
const { tenantId, shopDomain } = shop

const sync = syncWorkflowOptions({ tenantId, shopDomain, trigger: 'first' })
await saveHistory('sync-shop-reports', await temporal.client.workflow.start(syncShop, sync))
const launched = temporal.client.workflow.getHandle<typeof compareReports>(`reports:${tenantId}`)
await saveHistory('compare-reports-done', launched)

const rules = [{ kind: 'status', status: 500, operation: 'TidemarkReport' }]
await shop.standIn.post('faults', { shop: shopDomain, rules })
const unanswered = await temporal.client.workflow.start(compareReports, {
  workflowId: `reports:${tenantId}`,
  taskQueue: 'sync',
  args: [{ tenantId }],
})
await saveHistory('compare-reports-unanswered', unanswered)

await worker.stop()
await temporal.close()
await shop.stop()
await Promise.all([server.stop(), postgres.stop()])
process.exit()
