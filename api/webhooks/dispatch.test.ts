import { Client, Connection } from '@temporalio/client'
import { inTenant, settleDeliveries, takeDeliveries } from '@tidemark/db'
import { complianceWorkflowId, SHOP_CHANGED, syncWorkflowId } from '@tidemark/worker/contract'
import pino from 'pino'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { sendWebhook } from '../testing/signed-webhook.ts'
import { createTestServer, createTestTenant, type TestServer } from '../testing/test-server.ts'
import { type Dispatcher, startDispatcher } from './dispatch.ts'

const SECRET = 'shpss_app'
const shopifyApp = { clientId: 'app', clientSecrets: [SECRET] }

let connection: Connection
let temporal: Client
let away: TestServer
let shop: Awaited<ReturnType<typeof createTestTenant>>
const dispatchers: Dispatcher[] = []
beforeEach(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') })
  temporal = new Client({ connection, namespace: 'default' })
  // Its own dispatcher finds no Temporal.
  away = await createTestServer({ config: { shopifyApp } })
  shop = await createTestTenant(away.db)
})
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((one) => one.stop()))
  await away.close()
  await connection.close()
})

const send = async (topic: string, body: object) =>
  await sendWebhook(away.app, { topic, shop: shop.shopDomain, body, secret: SECRET })

/** The process that took it in is gone with what it had in mind. */
const die = async () => await away.app.close()

/** Another API process, with a Temporal that answers; it has nothing but Postgres. */
function dispatch(): void {
  const log = pino({ level: 'silent' })
  dispatchers.push(startDispatcher({ db: away.db, temporal, log }))
}

/** What the shop's sync was told, once it was told something. */
async function toldSync(): Promise<string[]> {
  const handle = temporal.workflow.getHandle(syncWorkflowId(shop.tenantId))
  await expect
    .poll(
      async () =>
        await handle.describe().then(
          () => true,
          () => false,
        ),
    )
    .toBe(true)
  const { events } = await handle.fetchHistory()
  return (events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
  )
}

test('while Temporal is away webhooks are taken in, and its workflow is told once it is back', async () => {
  for (let id = 1; id <= 20; id += 1) expect(await send('orders/updated', { id })).toBe(200)
  await inTenant(away.db, shop.tenantId, async (trx) => {
    const rows = await trx.selectFrom('webhook_deliveries').select('handled_at').execute()
    expect(rows.filter((row) => row.handled_at === null)).toHaveLength(20)
  })
  await die()
  dispatch()
  expect(await toldSync()).toEqual([SHOP_CHANGED])
  await temporal.workflow.getHandle(syncWorkflowId(shop.tenantId)).terminate()
})

test('of several processes one tells, and a process that died in between loses nothing', async () => {
  await send('products/update', { id: 5 })
  await die()
  for (let n = 0; n < 4; n += 1) dispatch()
  expect(await toldSync()).toEqual([SHOP_CHANGED])
  await inTenant(away.db, shop.tenantId, async (trx) => {
    expect(await takeDeliveries(trx, 'run')).toEqual({ objects: 1, shop: false })
    await settleDeliveries(trx, 'run')
  })
  await temporal.workflow.getHandle(syncWorkflowId(shop.tenantId)).terminate()
})

test('what the law demands becomes a workflow whose id and input name no shop and no person', async () => {
  await send('customers/redact', { customer: { id: 77_001, email: 'jane@example.com' } })
  await die()
  dispatch()
  const [row] = await inTenant(away.db, shop.tenantId, async (trx) =>
    trx.selectFrom('compliance_requests').select('request_id').execute(),
  )
  const handle = temporal.workflow.getHandle(complianceWorkflowId(row?.request_id ?? ''))
  await expect
    .poll(
      async () =>
        await handle.describe().then(
          ({ type }) => type,
          () => null,
        ),
    )
    .toBe('redactCustomer')
  const { events } = await handle.fetchHistory()
  const started = events?.[0]?.workflowExecutionStartedEventAttributes
  const [input] = started?.input?.payloads ?? []
  expect(JSON.parse(Buffer.from(input?.data ?? []).toString())).toEqual({
    tenantId: shop.tenantId,
    requestId: row?.request_id,
  })
  await handle.terminate()
})
