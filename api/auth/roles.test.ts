import { randomBytes } from 'node:crypto'
import { addMembership } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SessionResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let viewer: { cookie: string }
let owner: { cookie: string }
let shopDomain: string
let tenantId: string
let foreign: string

beforeAll(async () => {
  const keyring = readKeyring(`k1:${randomBytes(32).toString('base64')}`)
  const shopifyApp = { clientId: 'app', clientSecrets: ['secret'] }
  server = await createTestServer({ config: { shopifyApp, keyring } })
  const { app, db } = server
  const shop = await createTestTenant(db, { name: 'Anchor' })
  const other = await createTestTenant(db, { name: 'Buoy' })
  foreign = (await createTestTenant(db)).tenantId
  ;({ shopDomain, tenantId } = shop)
  owner = await signIn(app, await createTestAccount(db, 'ann@example.com', [shop]))
  const account = await createTestAccount(db, 'bob@example.com', [shop, other])
  await addMembership(db, { userId: account.userId, tenantId, role: 'viewer' })
  viewer = await signIn(app, account)
})
afterAll(() => server.close())

/** What changes a shop or starts something, with a body that is taken. */
const COMMANDS = [
  { method: 'POST', url: '/api/sync' },
  { method: 'POST', url: '/api/shop/control', payload: { command: 'pause' } },
  { method: 'PATCH', url: '/api/connection', payload: { storesNames: false } },
  { method: 'PATCH', url: '/api/shop', payload: { usualReversals: 'order' } },
  { method: 'GET', url: '/api/compliance/exports' },
] as const

const ask = (
  request: { method: 'GET' | 'POST' | 'PATCH'; url: string; payload?: object },
  headers: object,
) => server.app.inject({ ...request, headers: { ...headers } })

test('the session says what the account may do with each of its shops', async () => {
  const session = SessionResponse.parse(
    (await ask({ method: 'GET', url: '/api/session' }, viewer)).json(),
  )
  expect(session.tenants.map(({ name, role }) => [name, role])).toEqual([
    ['Anchor', 'viewer'],
    ['Buoy', 'owner'],
  ])
  const login = await server.app.inject({
    method: 'POST',
    url: '/api/login',
    payload: { email: 'ann@example.com', password: 'a long enough password' },
  })
  expect(login.json()).toMatchObject({ tenants: [{ id: tenantId, role: 'owner' }] })
})

test('who only looks sees the figures, and is told to ask an owner for everything else', async () => {
  for (const url of ['/api/shop', '/api/stats', '/api/sync', '/api/connection', '/api/coverage']) {
    const response = await ask({ method: 'GET', url }, { ...viewer, 'x-tenant-id': tenantId })
    expect([url, response.statusCode]).toEqual([url, 200])
  }
  for (const command of COMMANDS) {
    const response = await ask(command, { ...viewer, 'x-tenant-id': tenantId })
    expect([command.url, response.statusCode]).toEqual([command.url, 403])
    expect(response.json()).toMatchObject({
      type: 'urn:tidemark:problem:owners-only',
      detail: expect.stringContaining('Ask one of its owners'),
    })
  }
  const shop = await ask({ method: 'GET', url: '/api/shop' }, { ...owner })
  expect(shop.json()).toMatchObject({ status: 'active', usualReversals: 'event' })
})

test('a shop of others stays one that does not exist, whoever asks', async () => {
  for (const command of COMMANDS) {
    const response = await ask(command, { ...viewer, 'x-tenant-id': foreign })
    expect([command.url, response.statusCode]).toEqual([command.url, 404])
  }
})

test('an owner may all, also somebody who only looks at another shop', async () => {
  const names = { method: 'PATCH', url: '/api/connection', payload: { storesNames: true } } as const
  expect((await ask(names, owner)).statusCode).toBe(200)
  const [, buoy] = SessionResponse.parse(
    (await ask({ method: 'GET', url: '/api/session' }, viewer)).json(),
  ).tenants
  expect((await ask(names, { ...viewer, 'x-tenant-id': buoy?.id })).statusCode).toBe(200)
})

test('who only looks connects the shop anew neither by credentials nor by installing the app', async () => {
  const payload = { shop: shopDomain, access: { kind: 'admin_token', accessToken: 'shpat_x' } }
  const byToken = await ask({ method: 'POST', url: '/api/connect', payload }, viewer)
  expect(byToken.statusCode).toBe(403)
  const url = `/api/shopify/install?shop=${shopDomain}`
  const install = await ask({ method: 'GET', url }, viewer)
  expect(install.headers.location).toBe('/connect?problem=viewer')
})
