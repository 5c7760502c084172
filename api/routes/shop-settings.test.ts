import { afterAll, beforeAll, expect, test } from 'vitest'
import { ShopResponse, StatsResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

async function shopOf(name: string) {
  const shop = await createTestTenant(server.db)
  const account = await createTestAccount(server.db, `${name}@example.com`, [shop])
  const headers = await signIn(server.app, account)
  return {
    tenantId: shop.tenantId,
    headers,
    read: async () =>
      ShopResponse.parse((await server.app.inject({ url: '/api/shop', headers })).json()),
    change: (payload: object, tenantId = shop.tenantId) =>
      server.app.inject({
        method: 'PATCH',
        url: '/api/shop',
        headers: { ...headers, 'x-tenant-id': tenantId },
        payload,
      }),
  }
}

test('a shop counts returns on the day they happened until its people say otherwise', async () => {
  const [shop, other] = [await shopOf('ann'), await shopOf('bea')]
  expect((await shop.read()).usualReversals).toBe('event')
  const answer = await shop.change({ usualReversals: 'order' })
  expect(answer.statusCode).toBe(200)
  expect(ShopResponse.parse(answer.json())).toEqual(await shop.read())
  expect((await shop.read()).usualReversals).toBe('order')
  expect((await other.read()).usualReversals).toBe('event')
  expect((await shop.change({ usualReversals: 'event' })).statusCode).toBe(200)
  expect((await shop.read()).usualReversals).toBe('event')
})

test('what is no way to count, and another’s shop, are refused', async () => {
  const [shop, other] = [await shopOf('cleo'), await shopOf('dora')]
  expect((await shop.change({ usualReversals: 'never' })).statusCode).toBe(400)
  expect((await shop.change({})).statusCode).toBe(400)
  expect((await shop.change({ usualReversals: 'order' }, other.tenantId)).statusCode).toBe(404)
  expect((await other.read()).usualReversals).toBe('event')
})

test('the usual way leaves the API’s own default alone', async () => {
  const shop = await shopOf('edda')
  await shop.change({ usualReversals: 'order' })
  const stats = await server.app.inject({ url: '/api/stats', headers: shop.headers })
  expect(StatsResponse.parse(stats.json()).metadata.reversals).toBe('event')
})
