import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createTestAccount,
  createTestServer,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(async () => {
  await server.close()
})

const change = (headers: Record<string, string>, currentPassword: string, newPassword: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/password',
    headers,
    payload: { currentPassword, newPassword },
  })

test('a new password ends the other sessions, keeps this one, and is the only one that works', async () => {
  const account = await createTestAccount(server.db, 'ann@example.com', [])
  const here = await signIn(server.app, account)
  const elsewhere = await signIn(server.app, account)
  const password = 'x'.repeat(200)
  expect((await change(here, account.password, password)).statusCode).toBe(204)
  const status = async (headers: { cookie: string }) =>
    (await server.app.inject({ url: '/api/session', headers })).statusCode
  expect(await status(here)).toBe(200)
  expect(await status(elsewhere)).toBe(401)
  await expect(signIn(server.app, account)).rejects.toThrow('Login answered')
  await signIn(server.app, { ...account, password })
})

test('the current password must be right', async () => {
  const account = await createTestAccount(server.db, 'bea@example.com', [])
  const headers = await signIn(server.app, account)
  const refused = await change(headers, 'not it', 'a new password')
  expect(refused.statusCode).toBe(403)
  expect(refused.json()).toMatchObject({ type: 'urn:tidemark:problem:wrong-password' })
  await signIn(server.app, account)
})

test('a short password is refused with a plain sentence, one of 8 characters is not', async () => {
  const account = await createTestAccount(server.db, 'cleo@example.com', [])
  const headers = await signIn(server.app, account)
  const refused = await change(headers, account.password, '7letter')
  expect(refused.statusCode).toBe(400)
  expect(refused.json()).toMatchObject({
    errors: [{ in: 'body', field: 'newPassword', detail: 'Use at least 8 characters.' }],
  })
  expect((await change(headers, account.password, '8letters')).statusCode).toBe(204)
})

test('without a session nothing can be changed', async () => {
  expect((await change({}, 'a', 'a new password')).statusCode).toBe(401)
})
