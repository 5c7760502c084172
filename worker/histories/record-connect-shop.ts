/**
 * Records the histories of `connectShop`, as `record.ts` does those of the syncs:
 * `node worker/histories/record-connect-shop.ts`.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnectionRequest, type RequestSecret } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { connectWorkflowOptions } from '../contract.ts'
import { startTestShop } from '../testing/test-shop.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { connectShop } from '../workflows/index.ts'
import { saveHistory, saveHistorySoFar } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const [shop, temporal] = await Promise.all([
  startTestShop({ postgresUrl: postgres.url }),
  startTestTemporal(server.address),
])
const worker = await temporal.work(shop.deps)
const [given] = (await shop.standIn.shop(shop.shopDomain)).tokens

async function start(accessToken: string) {
  const secret: RequestSecret = { kind: 'admin_token', accessToken }
  const requestId = await createConnectionRequest(shop.db, readKeyring(shop.keys), {
    kind: 'admin_token',
    shopDomain: shop.shopDomain,
    browserHash: createHash('sha256').update('browser').digest(),
    userId: null,
    secret,
  })
  const options = connectWorkflowOptions({ requestId })
  return await temporal.client.workflow.start(connectShop, options)
}

await saveHistory('connect-shop-done', await start(given?.token ?? ''))
await saveHistory('connect-shop-refused', await start('shpat_wrong'))

await shop.standIn.post('faults', { shop: shop.shopDomain, rules: [{ kind: 'slow', ms: 3000 }] })
const cancelled = await start(given?.token ?? '')
await sleep(700)
await saveHistorySoFar('connect-shop-mid-flight', cancelled)
await cancelled.cancel()
await saveHistory('connect-shop-cancelled', cancelled)

await worker.stop()
await temporal.close()
await shop.stop()
await Promise.all([server.stop(), postgres.stop()])
process.exit()
