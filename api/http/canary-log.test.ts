import { randomBytes, randomUUID } from 'node:crypto'
import { createDb, inTenant } from '@tidemark/db'
import { ingestCustomers } from '@tidemark/db/ingest'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendWebhook } from '../testing/signed-webhook.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

const CUSTOMER = '987654321012345'
const ORDER = '876543210123456'
const NAME = `Canary ${randomUUID().slice(0, 8)}`
const EMAIL = `canary-${randomUUID().slice(0, 8)}@example.com`
const SHOP = `canary-${randomUUID().slice(0, 8)}.myshopify.com`
const TOKEN = 'shpat_canary'

const lines: string[] = []
let server: TestServer
let headers: { cookie: string }
beforeAll(async () => {
  server = await createTestServer({
    logger: { level: 'trace', stream: { write: (line: string) => void lines.push(line) } },
    config: {
      shopifyApp: { clientId: 'app', clientSecrets: ['shpss_app'] },
      keyring: readKeyring(`k1:${randomBytes(32).toString('base64')}`),
    },
  })
  const shop = await createTestTenant(server.db, { shopDomain: SHOP })
  headers = await signIn(server.app, await createTestAccount(server.db, EMAIL, [shop]))
  await inTenant(server.db, shop.tenantId, (trx) =>
    ingestCustomers(trx, [
      {
        id: CUSTOMER,
        displayName: NAME,
        state: 'ENABLED',
        createdAt: '2024-01-01T00:00:00Z',
        updatedAt: '2024-01-01T00:00:00Z',
        amountSpent: '0.0',
        amountSpentCurrencyCode: 'USD',
        ordersCount: '0',
        readAt: '2025-04-01T00:00:00Z',
      },
    ]),
  )
})
afterAll(() => server.close())

const person = { id: Number(CUSTOMER), email: EMAIL, first_name: NAME }
const send = async (topic: string, body: object, secret = 'shpss_app') =>
  await sendWebhook(server.app, { topic, shop: SHOP, secret, body: { shop_domain: SHOP, ...body } })

/** What an owner and Shopify ask about the shop and a person in it. */
async function askAll(): Promise<void> {
  for (const url of [
    `/api/customers?search=${encodeURIComponent(NAME)}`,
    `/api/customers/${CUSTOMER}`,
    `/api/order-list?search=${encodeURIComponent(NAME)}`,
    `/api/${encodeURIComponent(NAME)}/${CUSTOMER}`,
    `/api/shopify/install?shop=${SHOP}`,
    '/api/shops/overview',
  ]) {
    await server.app.inject({ url, headers })
  }
  const access = { kind: 'admin_token', accessToken: TOKEN }
  const payload = { shop: SHOP, access }
  await server.app.inject({ method: 'POST', url: '/api/connect', headers, payload })
  await send('orders/create', { id: Number(ORDER), customer: person })
  await send('customers/update', person)
  await send('customers/update', person, 'shpss_wrong')
  await send('customers/data_request', { customer: person, orders_requested: [Number(ORDER)] })
  await send('customers/redact', { customer: person, orders_to_redact: [Number(ORDER)] })
  await send('shop/redact', { shop_id: 1 })
}

test('whatever is asked about a shop and its people, the log says nothing of them', async () => {
  await askAll()
  expect(lines.filter((line) => line.includes('answered')).length).toBeGreaterThan(10)
  // Postgres quotes the row that it refuses.
  const owner = createDb({ url: server.ownerUrl })
  for (const table of ['webhook_deliveries', 'compliance_requests', 'connection_requests']) {
    await sql`
      alter table ${sql.table(`tidemark.${table}`)} add constraint nope check (false) not valid
    `.execute(owner)
  }
  await owner.destroy()
  await askAll()
  const failures = lines.filter((line) => line.includes('the request failed'))
  expect(failures.length).toBeGreaterThan(3)
  expect(failures.every((line) => line.includes('23514'))).toBe(true)

  for (const word of [CUSTOMER, ORDER, NAME, EMAIL, SHOP, TOKEN, encodeURIComponent(NAME)]) {
    expect([word, lines.filter((line) => line.includes(word))]).toEqual([word, []])
  }
})
