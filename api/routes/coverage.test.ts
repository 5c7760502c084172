import { inTenant } from '@tidemark/db'
import { rejectRows } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CoverageResponse, RejectedResponse } from '../schemas/index.ts'
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
  const { tenantId } = await createTestTenant(server.db)
  const account = await createTestAccount(server.db, `${name}@example.com`, [{ tenantId }])
  const headers = await signIn(server.app, account)
  return {
    tenantId,
    get: (url: string, more: Record<string, string> = {}) =>
      server.app.inject({ url, headers: { ...headers, ...more } }),
    run: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(server.db, tenantId, work),
  }
}

test('the coverage says from when to when, and what is missing, in words', async () => {
  const shop = await shopOf('ann')
  await shop.run(async (trx) => {
    await sql`
      insert into sync_coverage (tenant_id, entity, complete_from, complete_to, compared_at, gaps)
      values
        (${shop.tenantId}, 'orders', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', null,
          '[{"code": "sixty_days", "field": null}]'),
        (${shop.tenantId}, 'customers', null, '2026-03-01T00:00:00Z', '2026-02-28T00:00:00Z', '[]')
    `.execute(trx)
    await rejectRows(trx, [{ entity: 'customers', entityId: '1', json: {}, reason: 'No.' }])
  })
  const response = await shop.get('/api/coverage')
  expect(response.statusCode).toBe(200)
  const { entities } = CoverageResponse.parse(response.json())
  expect(entities).toEqual([
    {
      entity: 'orders',
      completeFrom: '2026-01-01T00:00:00.000Z',
      completeTo: '2026-03-01T00:00:00.000Z',
      comparedAt: null,
      gaps: [
        {
          code: 'sixty_days',
          field: null,
          count: null,
          sentence: 'Shopify shows this app only the orders of the last 60 days.',
          action: 'Give the app the scope read_all_orders, then resync the orders.',
        },
      ],
    },
    {
      entity: 'customers',
      completeFrom: null,
      completeTo: '2026-03-01T00:00:00.000Z',
      comparedAt: '2026-02-28T00:00:00.000Z',
      gaps: [expect.objectContaining({ code: 'rejected', count: 1 })],
    },
    {
      entity: 'products',
      completeFrom: null,
      completeTo: null,
      comparedAt: null,
      gaps: [expect.objectContaining({ code: 'not_read_yet' })],
    },
  ])
})

test('what is set aside is shown with its JSON, of this shop only', async () => {
  const [shop, other] = [await shopOf('bea'), await shopOf('cleo')]
  const json = { id: 'gid://shopify/Order/7', lineItems: [{ quantity: -1 }] }
  await shop.run((trx) =>
    rejectRows(trx, [
      { entity: 'orders', entityId: '7', json, reason: 'A quantity is negative.' },
      { entity: 'products', entityId: '8', json: null, reason: 'It is empty.' },
    ]),
  )
  const orders = await shop.get('/api/rejected?entity=orders&limit=1')
  expect(RejectedResponse.parse(orders.json())).toEqual({
    total: 1,
    rows: [
      {
        entity: 'orders',
        entityId: '7',
        reason: 'A quantity is negative.',
        json,
        firstRejectedAt: expect.any(String),
        rejectedAt: expect.any(String),
      },
    ],
  })
  const all = await shop.get('/api/rejected?limit=1')
  expect(all.json<RejectedResponse>()).toMatchObject({ total: 2, rows: [{}] })
  expect((await other.get('/api/rejected')).json()).toEqual({ total: 0, rows: [] })
})

test('a kind that is none and a foreign shop are refused', async () => {
  const shop = await shopOf('dora')
  const { tenantId } = await createTestTenant(server.db)
  expect((await shop.get('/api/rejected?entity=variants')).statusCode).toBe(400)
  expect((await shop.get('/api/rejected?limit=0')).statusCode).toBe(400)
  for (const url of ['/api/coverage', '/api/rejected']) {
    expect((await shop.get(url, { 'x-tenant-id': tenantId })).statusCode).toBe(404)
    expect((await server.app.inject({ url })).statusCode).toBe(401)
  }
})
