import { randomBytes } from 'node:crypto'
import { inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendWebhook, signWebhook } from '../testing/signed-webhook.ts'
import { createTestServer, createTestTenant, type TestServer } from '../testing/test-server.ts'

const [OLD, NEW] = ['shpss_old', 'shpss_new']
const keyring = readKeyring(`k1:${randomBytes(32).toString('base64')}`)

let server: TestServer
let tenantId: string
let shop: string
beforeAll(async () => {
  server = await createTestServer({
    config: { shopifyApp: { clientId: 'app', clientSecrets: [OLD, NEW] }, keyring },
  })
})
beforeEach(async () => {
  ;({ tenantId, shopDomain: shop } = await createTestTenant(server.db))
})
afterAll(async () => await server.close())

const send = async (topic: string, body: object, more: object = {}) =>
  await sendWebhook(server.app, { topic, shop, body, secret: OLD, ...more })

const deliveries = async (id = tenantId) =>
  await inTenant(server.db, id, async (trx) =>
    trx.selectFrom('webhook_deliveries').selectAll().orderBy('topic').orderBy('subject').execute(),
  )
const requests = async () =>
  await inTenant(server.db, tenantId, async (trx) =>
    trx.selectFrom('compliance_requests').selectAll().execute(),
  )

test('a signed webhook is in the inbox once it is answered, with nothing of it but ids, while Temporal is away', async () => {
  const order = { id: 450789469, email: 'jon@example.com', customer: { id: 7, first_name: 'Jon' } }
  expect(await send('orders/updated', order, { triggeredAt: '2026-11-26T01:02:03.000456Z' })).toBe(
    200,
  )
  const [row, ...more] = await deliveries()
  expect(more).toEqual([])
  expect(row).toMatchObject({
    topic: 'orders/updated',
    entity: 'orders',
    object_ids: ['450789469'],
    triggered_at: new Date('2026-11-26T01:02:03Z'),
    handled_at: null,
  })
  expect(JSON.stringify(row)).not.toMatch(/jon/i)
})

test('both secrets of a rotation are believed, and the own secret of a shop with an app of its own', async () => {
  expect(await send('products/update', { id: 1 }, { secret: NEW })).toBe(200)
  const own = { kind: 'client_credentials', clientId: 'own', clientSecret: 'shpss_own' } as const
  await inTenant(server.db, tenantId, async (trx) => await saveConnection(trx, keyring, own))
  expect(await send('products/update', { id: 2 }, { secret: 'shpss_own' })).toBe(200)
  const other = await createTestTenant(server.db)
  const foreign = { shop: other.shopDomain, secret: 'shpss_own' }
  expect(await send('products/update', { id: 3 }, foreign)).toBe(401)
  expect((await deliveries()).map((row) => row.object_ids)).toEqual([['1'], ['2']])
})

test('a wrong signature is refused and leaves no row, whatever is wrong with it', async () => {
  const webhook = { topic: 'orders/create', shop, body: { id: 5 }, secret: OLD }
  const right = signWebhook(webhook)
  const signature = right.headers['x-shopify-hmac-sha256']
  const flip = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  const wrong: (string | undefined)[] = [
    undefined,
    '',
    'x',
    signature.slice(0, -4),
    `${signature}AAAA`,
    Buffer.from(signature, 'base64').toString('hex'),
    ...Array.from({ length: 42 }, (_, at) => flip(signature, at)),
  ]
  for (const hmac of wrong) {
    const { 'x-shopify-hmac-sha256': _, ...headers } = right.headers
    const sent = hmac === undefined ? headers : { ...headers, 'x-shopify-hmac-sha256': hmac }
    const answer = await server.app.inject({ ...right, headers: sent })
    expect([hmac, answer.statusCode]).toEqual([hmac, 401])
    expect(answer.headers['content-type']).toContain('application/problem+json')
  }
  const padded = await server.app.inject({ ...right, payload: `${right.payload} ` })
  expect(padded.statusCode).toBe(401)
  expect(await send('orders/create', { id: 5 }, { secret: 'shpss_other' })).toBe(401)
  expect(await deliveries()).toEqual([])
})

test('without any secret nothing is believed', async () => {
  const bare = await createTestServer()
  const signed = signWebhook({ topic: 'orders/create', shop, body: { id: 5 }, secret: '' })
  expect((await bare.app.inject(signed)).statusCode).toBe(401)
  await bare.close()
})

test('the same event ten times is one row; the same event triggered again later is news', async () => {
  const eventId = 'event-1'
  const at = (second: number) => `2026-11-26T01:00:0${second}Z`
  for (let times = 0; times < 10; times += 1) {
    expect(await send('orders/paid', { id: 9 }, { eventId, triggeredAt: at(1) })).toBe(200)
  }
  expect(await deliveries()).toHaveLength(1)
  await inTenant(server.db, tenantId, async (trx) => {
    await sql`update webhook_deliveries set handled_at = now()`.execute(trx)
  })
  await send('orders/paid', { id: 9 }, { eventId, triggeredAt: at(1) })
  expect((await deliveries())[0]?.handled_at).not.toBeNull()
  await send('orders/paid', { id: 9 }, { eventId, triggeredAt: at(2) })
  expect((await deliveries())[0]?.handled_at).toBeNull()
  await send('orders/paid', { id: 10 }, { eventId, triggeredAt: at(1) })
  await send('orders/updated', { id: 9 }, { eventId, triggeredAt: at(1) })
  expect(await deliveries()).toHaveLength(3)
})

test('every topic is cut down to what it is about', async () => {
  const said: [string, object, string, string[]][] = [
    ['orders/delete', { id: 1 }, 'orders', ['1']],
    ['orders/edited', { order_edit: { id: 5, order_id: 2 } }, 'orders', ['2']],
    ['refunds/create', { id: 6, order_id: 3 }, 'orders', ['3']],
    ['order_transactions/create', { id: 7, order_id: 4 }, 'orders', ['4']],
    ['customers/update', { id: 11, email: 'a@example.com' }, 'customers', ['11']],
    [
      'customers/merge',
      {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/12',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/13',
      },
      'customers',
      ['12', '13'],
    ],
    ['products/delete', { id: 21 }, 'products', ['21']],
  ]
  for (const [topic, body] of said) expect([topic, await send(topic, body)]).toEqual([topic, 200])
  const rows = new Map((await deliveries()).map((row) => [row.topic, row]))
  for (const [topic, , entity, ids] of said) {
    const row = rows.get(topic)
    expect([topic, row?.entity, row?.object_ids]).toEqual([topic, entity, ids])
  }
  await send('shop/update', { id: 99, email: 'owner@example.com' })
  await send('app/scopes_update', { id: 98, current: ['read_orders'] })
  const about = (await deliveries()).filter((row) => row.entity === null)
  expect(about.map((row) => [row.topic, row.object_ids])).toEqual([
    ['app/scopes_update', []],
    ['shop/update', []],
  ])
})

test('what the law demands is a request of its own, once', async () => {
  const customer = { id: 31, email: 'jane@example.com', phone: '555' }
  const eventId = 'asked-once'
  for (const _ of [1, 2]) {
    await send('customers/redact', { customer, orders_to_redact: [41, 42] }, { eventId })
  }
  await send('customers/data_request', { customer, orders_requested: [41] })
  await send('app/uninstalled', { id: 1, email: 'owner@example.com' })
  await send('shop/redact', { shop_id: 1, shop_domain: shop })
  const rows = (await requests()).toSorted((a, b) => a.kind.localeCompare(b.kind))
  expect(rows.map((row) => [row.kind, row.customer_id, row.order_ids])).toEqual([
    ['customer_export', '31', ['41']],
    ['customer_redaction', '31', ['41', '42']],
    ['shop_redaction', null, []],
    ['uninstall', null, []],
  ])
  expect(JSON.stringify(rows)).not.toContain('@')
  expect(await deliveries()).toEqual([])
})

test('a signed webhook of an unknown shop, of a topic unknown here or without sense is answered with 200 and kept nowhere', async () => {
  const unknown = { shop: 'nobody-here.myshopify.com' }
  expect(await send('orders/create', { id: 1 }, unknown)).toBe(200)
  expect(await send('shop/redact', { shop_id: 1 }, unknown)).toBe(200)
  expect(await send('carts/update', { id: 'abc' })).toBe(200)
  expect(await send('constructor', { id: 1 })).toBe(200)
  expect(await send('orders/create', { id: "1'; drop table orders" })).toBe(200)
  expect(await send('orders/create', { id: 1e30 })).toBe(200)
  expect(await send('orders/create', [])).toBe(200)
  expect(await deliveries()).toEqual([])
})

test('one shop’s webhooks are no other shop’s, though they share a commit', async () => {
  const other = await createTestTenant(server.db)
  const sent = Array.from({ length: 60 }, async (_, n) =>
    send('orders/create', { id: n + 1 }, { shop: n % 2 === 0 ? shop : other.shopDomain }),
  )
  expect(new Set(await Promise.all(sent))).toEqual(new Set([200]))
  const ids = async (id: string) => (await deliveries(id)).flatMap((row) => row.object_ids)
  expect((await ids(tenantId)).every((id) => Number(id) % 2 === 1)).toBe(true)
  expect(await ids(tenantId)).toHaveLength(30)
  expect(await ids(other.tenantId)).toHaveLength(30)
})

test('a body beyond all orders is not read', async () => {
  const large = await server.app.inject({
    ...signWebhook({ topic: 'orders/create', shop, body: { id: 1 }, secret: OLD }),
    payload: Buffer.alloc(5 * 1024 * 1024, 32),
  })
  expect(large.statusCode).toBe(413)
})
