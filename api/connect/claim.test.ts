import { createHash, randomBytes } from 'node:crypto'
import {
  createConnectionRequest,
  createTenant,
  endConnectionRequest,
  inTenant,
  listUserTenants,
  markTrouble,
  saveConnection,
} from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  PASSWORD,
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

const keyring = readKeyring(`k1:${randomBytes(32).toString('base64')}`)
let server: TestServer
beforeAll(async () => {
  server = await createTestServer({ config: { keyring } })
})
afterAll(() => server.close())

const browser = randomBytes(32).toString('base64url')
const cookie = `tidemark_connect=${browser}`
let shops = 0

/** A shop that somebody installed without being signed in; nobody has it yet. */
async function installed() {
  const { db } = server
  const shopDomain = `claimed-${(shops += 1)}.myshopify.com`
  const tenantId = await createTenant(db, { shopDomain, name: 'Claimed' })
  const id = await createConnectionRequest(db, keyring, {
    kind: 'oauth',
    shopDomain,
    browserHash: createHash('sha256').update(browser).digest(),
    userId: null,
    stateHash: createHash('sha256').update(shopDomain).digest(),
  })
  await endConnectionRequest(db, id, { status: 'done', tenantId })
  return { id, tenantId }
}

const claim = (id: string, payload: object, headers: { cookie?: string } = { cookie }) =>
  server.app.inject({ method: 'POST', url: `/api/connect/${id}/account`, payload, headers })

test('the browser that installed a shop may make an account for it, and is signed in', async () => {
  const { id, tenantId } = await installed()
  const shown = await server.app.inject({ url: `/api/connect/${id}`, headers: { cookie } })
  expect(shown.json()).toMatchObject({ status: 'done', claimable: true, tenantId })
  const account = { email: 'new@example.com', password: PASSWORD }
  const answer = await claim(id, account)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ tenantId, tenants: [{ id: tenantId }] })
  expect(answer.cookies.map(({ name }) => name)).toEqual(['tidemark_session'])
  expect((await claim(id, account)).statusCode).toBe(409)
})

test('no other browser may', async () => {
  const { id } = await installed()
  const account = { email: 'thief@example.com', password: PASSWORD }
  expect((await claim(id, account, {})).statusCode).toBe(404)
  const other = `tidemark_connect=${randomBytes(32).toString('base64url')}`
  expect((await claim(id, account, { cookie: other })).statusCode).toBe(404)
})

test('installing a shop opens nobody’s account: an address that has one needs its password', async () => {
  const { app, db } = server
  const { id, tenantId } = await installed()
  const victim = await createTestAccount(db, 'victim@example.com', [])
  const answer = await claim(id, { email: victim.email, password: 'not the password' })
  expect(answer.statusCode).toBe(409)
  expect(answer.json()).toMatchObject({ errors: [{ field: 'password' }] })
  expect(answer.cookies).toEqual([])
  expect(await listUserTenants(db, victim.userId)).toEqual([])
  expect((await claim(id, { email: victim.email, password: victim.password })).statusCode).toBe(200)
  expect((await listUserTenants(db, victim.userId)).map((shop) => shop.id)).toEqual([tenantId])
  await signIn(app, victim)
})

test('what stands in a shop’s way has one sentence and says what mends it', async () => {
  const { app, db } = server
  const shop = await createTestTenant(db)
  const account = await createTestAccount(db, 'merchant@example.com', [shop])
  const headers = await signIn(app, account)
  const connection = async () => (await app.inject({ url: '/api/connection', headers })).json()
  await inTenant(db, shop.tenantId, (trx) =>
    saveConnection(trx, keyring, {
      kind: 'admin_token',
      accessToken: 'shpat_x',
      scopes: ['read_orders', 'read_all_orders', 'read_customers', 'read_products'],
    }),
  )
  expect(await connection()).toMatchObject({
    kind: 'admin_token',
    state: 'connected',
    trouble: null,
    notices: [{ code: 'missing_scope', mend: 'reconnect' }],
    missingScopes: ['read_customer_merge'],
  })
  await inTenant(db, shop.tenantId, (trx) => markTrouble(trx, 'shop_frozen'))
  expect(await connection()).toMatchObject({
    state: 'shop_frozen',
    trouble: { sentence: 'The shop is frozen: its Shopify bill is unpaid.', mend: 'sync' },
  })
})

test('names can be forbidden and allowed, by the shop’s own people', async () => {
  const { app, db } = server
  const [shop, foreign] = [await createTestTenant(db), await createTestTenant(db)]
  const headers = await signIn(app, await createTestAccount(db, 'names@example.com', [shop]))
  const set = (storesNames: boolean, more: object = {}) =>
    app.inject({
      method: 'PATCH',
      url: '/api/connection',
      payload: { storesNames },
      headers: { ...headers, ...more },
    })
  expect((await set(false)).json()).toMatchObject({ storesNames: false })
  expect((await set(true)).json()).toMatchObject({ storesNames: true })
  expect((await set(false, { 'x-tenant-id': foreign.tenantId })).statusCode).toBe(404)
})
