import { randomUUID } from 'node:crypto'
import { addMembership, inTenant, saveExport } from '@tidemark/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
afterAll(async () => await server.close())

test('a file on a customer is for the shop’s owner, not for who only looks, and not for other shops', async () => {
  const { app, db } = server
  const [shop, other] = [await createTestTenant(db), await createTestTenant(db)]
  const owner = await createTestAccount(db, 'owner@example.com', [shop])
  const stranger = await createTestAccount(db, 'stranger@example.com', [other])
  const viewer = await createTestAccount(db, 'viewer@example.com', [shop])
  await addMembership(db, { userId: viewer.userId, tenantId: shop.tenantId, role: 'viewer' })
  const requestId = randomUUID()
  const person = { customer: { display_name: 'Jane' }, values: [], orders: [], setAside: [] }
  await inTenant(db, shop.tenantId, (trx) =>
    saveExport(trx, { requestId, customerId: '7', person }),
  )
  const get = async (account: { email: string; password: string }, path: string) =>
    await app.inject({
      url: `/api/compliance/exports${path}`,
      headers: await signIn(app, account),
    })

  const list = await get(owner, '')
  expect(list.json()).toMatchObject({ exports: [{ id: requestId }] })
  const file = await get(owner, `/${requestId}`)
  expect(file.json()).toEqual(person)
  expect(file.headers['content-disposition']).toContain(`${requestId}.json`)
  expect(file.headers['cache-control']).toContain('no-store')
  expect((await get(owner, `/${randomUUID()}`)).statusCode).toBe(404)
  // A link carries no header: it names the shop in its address, and is checked just the same.
  expect((await get(owner, `/${requestId}?tenant=${shop.tenantId}`)).json()).toEqual(person)
  expect((await get(stranger, `/${requestId}?tenant=${shop.tenantId}`)).statusCode).toBe(404)
  expect((await get(viewer, `/${requestId}?tenant=${shop.tenantId}`)).statusCode).toBe(403)
  expect((await get(viewer, '')).statusCode).toBe(403)
  expect((await get(viewer, `/${requestId}`)).statusCode).toBe(403)
  expect((await get(stranger, '')).json()).toEqual({ exports: [] })
  expect((await get(stranger, `/${requestId}`)).statusCode).toBe(404)
  expect((await app.inject({ url: '/api/compliance/exports' })).statusCode).toBe(401)
})
