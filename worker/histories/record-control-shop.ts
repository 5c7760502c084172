/**
 * Records the histories of `controlShop`, as `record.ts` does those of the syncs; they need no
 * Shopify: `node worker/histories/record-control-shop.ts`.
 */
import { createTestDatabase, createTestTenant } from '@tidemark/db/testing'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { type ControlShopInput, controlWorkflowOptions } from '../contract.ts'
import { createLonelyDeps } from '../testing/lonely-deps.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { controlShop } from '../workflows/index.ts'
import { saveHistory } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const database = await createTestDatabase(postgres.url)
const temporal = await startTestTemporal(server.address)
const worker = await temporal.work(createLonelyDeps(database.db, temporal.client))
const { tenantId, shopDomain } = await createTestTenant(database.db)
const start = (input: ControlShopInput) =>
  temporal.client.workflow.start(controlShop, controlWorkflowOptions(input, shopDomain))

await saveHistory('control-shop-done', await start({ tenantId, command: 'pause' }))
const mistyped = { tenantId, command: 'stop' } as unknown as ControlShopInput
await saveHistory('control-shop-refused', await start(mistyped))
const unknown = '0b0e7ad2-5c39-4f0c-9a51-0d8c8a1f4f10'
await saveHistory('control-shop-failed', await start({ tenantId: unknown, command: 'cancel' }))

await worker.stop()
await temporal.close()
await database.drop()
await Promise.all([server.stop(), postgres.stop()])
process.exit()
