/**
 * Records the histories of the compliance workflows: `node worker/histories/record-compliance.ts`. To
 * be run when one of them changes on purpose; histories of released versions stay.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type ComplianceKind, inTenant, receiveWebhooks } from '@tidemark/db'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import {
  COMPLIANCE_WORKFLOWS,
  complianceWorkflowOptions,
  SHOP_CHANGED,
  syncWorkflowOptions,
} from '../contract.ts'
import { fillInbox } from '../testing/notify-shop.ts'
import { startTestShop } from '../testing/test-shop.ts'
import { startTestTemporal } from '../testing/test-temporal.ts'
import { syncShop } from '../workflows/index.ts'
import { saveHistory, saveHistorySoFar } from './save-history.ts'

const [postgres, server] = await Promise.all([
  startPostgres({ port: 0, ephemeral: true }),
  startTemporal({ dataDir: null, port: 0, uiPort: null }),
])
const [shop, temporal] = await Promise.all([
  startTestShop({ postgresUrl: postgres.url }),
  startTestTemporal(server.address),
])
let worker = await temporal.work(shop.createDeps())
const { db, tenantId, shopDomain } = shop

async function ask(kind: ComplianceKind, eventId: string, customerId: string | null = null) {
  const head = { shop: shopDomain, eventId, triggeredAt: null } as const
  await receiveWebhooks(db, [{ ...head, task: 'compliance', kind, customerId, ids: [] }])
  const { requestId } = await inTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('compliance_requests')
      .select('request_id as requestId')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow(),
  )
  const options = complianceWorkflowOptions({ tenantId, requestId, kind })
  return await temporal.client.workflow.start(COMPLIANCE_WORKFLOWS[kind], options)
}

await fillInbox(shop, 'orders', ['1'])
await saveHistory(
  'sync-shop-inbox',
  await temporal.client.workflow.signalWithStart(syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
    signal: SHOP_CHANGED,
    signalArgs: [{ inbox: true }],
  }),
)
await saveHistory('export-customer-done', await ask('customer_export', 'a', '1'))
await saveHistory('redact-customer-done', await ask('customer_redaction', 'b', '1'))
await saveHistory('uninstall-shop-done', await ask('uninstall', 'c'))

// Without a worker nothing is carried out.
await worker.stop()
const cancelled = await ask('customer_export', 'd', '2')
await saveHistorySoFar('export-customer-mid-flight', cancelled)
await cancelled.cancel()
worker = await temporal.work(shop.createDeps())
await saveHistory('export-customer-cancelled', cancelled)

const erasing = await ask('shop_redaction', 'e')
await sleep(500)
await saveHistorySoFar('redact-shop-mid-flight', erasing)
await saveHistory('redact-shop-done', erasing)

// Of a shop that is gone: nothing can be carried out, which no second try mends.
const failed = complianceWorkflowOptions({
  tenantId,
  requestId: crypto.randomUUID(),
  kind: 'customer_redaction',
})
const handle = await temporal.client.workflow.start(COMPLIANCE_WORKFLOWS.customer_redaction, failed)
await saveHistory('redact-customer-failed', handle)

await worker.stop()
await temporal.close()
await shop.stop()
await Promise.all([server.stop(), postgres.stop()])
process.exit()
