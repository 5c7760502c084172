import { randomUUID } from 'node:crypto'
import { removeTenant } from '@tidemark/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let ours: string
let ours2: string
let foreign: string
let headers: { cookie: string }

beforeAll(async () => {
  server = await createTestServer()
  const [a, b, c] = await Promise.all([
    createTestTenant(server.db, { name: 'A', currencyCode: 'USD' }),
    createTestTenant(server.db, { name: 'B', currencyCode: 'JPY' }),
    createTestTenant(server.db, { name: 'C', currencyCode: 'EUR' }),
  ])
  ours = a.tenantId
  ours2 = b.tenantId
  foreign = c.tenantId
  headers = await signIn(server.app, await createTestAccount(server.db, 'x@example.com', [a, b]))
})
afterAll(async () => {
  await server.close()
})

const reads = ['/api/shop', '/api/stats', '/api/orders', '/api/customers/top', '/api/sync']

test('a foreign id, an unknown one and one that is none get the very same 404 everywhere', async () => {
  const ids = [foreign, randomUUID(), 'no-id', '', `${ours},${foreign}`, "' or 1=1 --"]
  const requests = [
    ...[...reads, '/api/sync/events'].map((url) => ({ method: 'GET' as const, url })),
    { method: 'POST' as const, url: '/api/sync' },
  ]
  for (const request of requests) {
    const answers = []
    for (const id of ids) {
      const response = await server.app.inject({
        ...request,
        headers: { ...headers, 'x-tenant-id': id },
      })
      const { date: _, 'x-request-id': __, ...rest } = response.headers
      answers.push({ status: response.statusCode, body: response.body, headers: rest })
    }
    expect(answers[0]).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
    })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  }
})

test('choosing such a shop for the session gets the same 404 too', async () => {
  const answers = []
  for (const tenantId of [foreign, randomUUID(), 'no-id', '']) {
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/session/tenant',
      headers,
      payload: { tenantId },
    })
    answers.push([response.statusCode, response.body])
  }
  for (const answer of answers) expect(answer).toEqual([404, answers[0]?.[1]])
})

test('the session looks at one shop, another is asked for by the header or chosen for good', async () => {
  const shopOf = async (extra: Record<string, string> = {}) =>
    (await server.app.inject({ url: '/api/shop', headers: { ...headers, ...extra } })).json<{
      id: string
      currencyCode: string
    }>()
  expect(await shopOf()).toMatchObject({ id: ours, currencyCode: 'USD' })
  expect(await shopOf({ 'x-tenant-id': ours2 })).toMatchObject({ id: ours2, currencyCode: 'JPY' })
  expect(await shopOf({ 'x-tenant-id': ours2.toUpperCase() })).toMatchObject({ id: ours2 })
  expect(await shopOf()).toMatchObject({ id: ours })
  const chosen = await server.app.inject({
    method: 'POST',
    url: '/api/session/tenant',
    headers,
    payload: { tenantId: ours2 },
  })
  expect(chosen.json()).toMatchObject({ tenantId: ours2 })
  expect(await shopOf()).toMatchObject({ id: ours2 })
})

test('an account without a shop can sign in, and is told that there is none', async () => {
  const account = await createTestAccount(server.db, 'nothing@example.com', [])
  const lonely = await signIn(server.app, account)
  const session = await server.app.inject({ url: '/api/session', headers: lonely })
  expect(session.json()).toEqual({ email: account.email, tenantId: null, tenants: [] })
  for (const url of reads) {
    const response = await server.app.inject({ url, headers: lonely })
    expect([url, response.statusCode]).toEqual([url, 404])
  }
})

test('a shop that is removed is gone from the session at once', async () => {
  const shops = [await createTestTenant(server.db), await createTestTenant(server.db)]
  const [gone, kept] = shops
  if (!gone || !kept) throw new Error('Two shops are needed')
  const account = await createTestAccount(server.db, 'two@example.com', shops)
  const both = await signIn(server.app, account)
  await removeTenant(server.db, gone.tenantId)
  const session = await server.app.inject({ url: '/api/session', headers: both })
  expect(session.json()).toMatchObject({
    tenantId: kept.tenantId,
    tenants: [{ id: kept.tenantId }],
  })
})
