import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSalesShop } from '../testing/sales-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }
let ours: string
let ours2: string
let foreign: string
beforeAll(async () => {
  server = await createTestServer()
  const [a, b, c] = [
    await createTestTenant(server.db, { name: 'A', shopDomain: 'a.myshopify.com' }),
    await createTestTenant(server.db, { name: 'B', shopDomain: 'b.myshopify.com' }),
    await createTestTenant(server.db, { name: 'C', shopDomain: 'c.myshopify.com' }),
  ]
  ours = a.tenantId
  ours2 = b.tenantId
  foreign = c.tenantId
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [a, b]))
  await fillSalesShop(server.db, ours2)
  await fillSalesShop(server.db, foreign)
})
afterAll(() => server.close())

const download = (query: string, more: Record<string, string> = {}) =>
  server.app.inject({ url: `/api/export/customers?${query}`, headers: { ...headers, ...more } })

test('a link names the shop, whichever the session looks at', async () => {
  const own = await download('')
  expect(own.headers['content-disposition']).toContain('tidemark-a-customers.csv')
  expect(own.body.split('\r\n')).toHaveLength(2)
  for (const asked of [
    await download(`tenant=${ours2}`),
    await download(`tenant=${ours2.toUpperCase()}`),
    await download('', { 'x-tenant-id': ours2 }),
    await download(`tenant=${ours}`, { 'x-tenant-id': ours2 }),
  ]) {
    expect(asked.headers['content-disposition']).toContain('tidemark-b-customers.csv')
    expect(asked.body.split('\r\n')).toHaveLength(4)
  }
})

test('a foreign shop, an unknown one and what is none get the very same 404, however they are named', async () => {
  const answers = []
  for (const id of [foreign, randomUUID(), 'no-id', '', `${ours},${foreign}`, "' or 1=1 --"]) {
    for (const response of [
      await download(`tenant=${encodeURIComponent(id)}`),
      await download(`tenant=${ours}`, { 'x-tenant-id': id }),
      await download('', { 'x-tenant-id': id }),
    ]) {
      const { date: _, 'x-request-id': __, ...rest } = response.headers
      answers.push({ status: response.statusCode, body: response.body, headers: rest })
    }
  }
  expect(answers[0]).toMatchObject({
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
  })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('without a session there is no file', async () => {
  for (const path of [`customers?tenant=${ours}`, 'shops']) {
    const response = await server.app.inject({ url: `/api/export/${path}` })
    expect(response.statusCode).toBe(401)
    expect(response.headers['content-type']).toBe('application/problem+json')
  }
})
