import { recordLoginFailure } from '@tidemark/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  PASSWORD,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let shop: Awaited<ReturnType<typeof createTestTenant>>

beforeAll(async () => {
  server = await createTestServer()
  shop = await createTestTenant(server.db, { name: 'One' })
  await createTestAccount(server.db, 'ann@example.com', [shop])
})
afterAll(async () => {
  await server.close()
})

const login = (email: string, password: string, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'POST',
    url: '/api/login',
    headers,
    payload: { email, password },
  })

test('a right password gives the shops and an HttpOnly cookie that plain http can carry', async () => {
  const response = await login(' Ann@Example.com', PASSWORD)
  expect(response.statusCode).toBe(200)
  expect(response.json()).toEqual({
    tenantId: shop.tenantId,
    tenants: [{ id: shop.tenantId, shopDomain: shop.shopDomain, name: 'One', role: 'owner' }],
  })
  expect(response.cookies).toHaveLength(1)
  expect(response.cookies[0]).toMatchObject({
    name: 'tidemark_session',
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 7 * 24 * 60 * 60,
  })
  expect(response.cookies[0]).not.toHaveProperty('secure')
  expect(response.cookies[0]?.value).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

test('a wrong password and an unknown account cannot be told apart', async () => {
  const wrong = await login('ann@example.com', 'not the password')
  const unknown = await login('nobody@example.com', 'not the password')
  expect(wrong.statusCode).toBe(401)
  expect(wrong.headers['content-type']).toBe('application/problem+json')
  expect(unknown.body).toBe(wrong.body)
  const { date: _, 'x-request-id': __, ...headers } = wrong.headers
  expect(unknown.headers).toMatchObject(headers)
  expect(wrong.cookies).toEqual([])
})

test('each login has a token of its own and ends the session that the browser still held', async () => {
  const first = await signIn(server.app, { email: 'ann@example.com', password: PASSWORD })
  const second = await login('ann@example.com', PASSWORD, first)
  expect(second.cookies[0]?.value).not.toBe(first.cookie.split('=')[1])
  const old = await server.app.inject({ url: '/api/session', headers: first })
  expect(old.statusCode).toBe(401)
})

test('signing out ends the session on the server', async () => {
  const headers = await signIn(server.app, { email: 'ann@example.com', password: PASSWORD })
  const session = await server.app.inject({ url: '/api/session', headers })
  expect(session.json()).toMatchObject({ email: 'ann@example.com', tenantId: shop.tenantId })
  const out = await server.app.inject({ method: 'POST', url: '/api/logout', headers })
  expect(out.statusCode).toBe(204)
  expect(out.cookies.map((cookie) => cookie.name)).toContain('tidemark_session')
  expect((await server.app.inject({ url: '/api/session', headers })).statusCode).toBe(401)
  expect((await server.app.inject({ url: '/api/stats', headers })).statusCode).toBe(401)
})

test('without a session, or with a token that is none, the answer is 401', async () => {
  for (const headers of [{}, { cookie: 'tidemark_session=made-up' }]) {
    const response = await server.app.inject({ url: '/api/session', headers })
    expect(response.statusCode).toBe(401)
    expect(response.headers['content-type']).toBe('application/problem+json')
  }
})

test('the first ten failures cost nothing but the right password', async () => {
  const { email } = await createTestAccount(server.db, 'bea@example.com', [shop])
  for (let i = 0; i < 10; i += 1) expect((await login(email, 'guess')).statusCode).toBe(401)
  expect((await login(email, PASSWORD)).statusCode).toBe(200)
})

test('after many failures an account waits, known or not, even with the right password', async () => {
  await createTestAccount(server.db, 'cleo@example.com', [shop])
  for (const email of ['cleo@example.com', 'no-cleo@example.com']) {
    for (let i = 0; i < 25; i += 1) await recordLoginFailure(server.db, email)
    const refused = await login(email, PASSWORD)
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60)
    expect(refused.json()).toMatchObject({ type: 'urn:tidemark:problem:too-many-tries' })
  }
})

test('a flood of guesses at once is held up as one after the other would be', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, async () => (await login('flood@example.com', 'guess')).statusCode),
  )
  expect(answers.filter((status) => status === 401).length).toBeLessThan(20)
  expect(new Set(answers)).toEqual(new Set([401, 429]))
})

test('a password that is no text, or a NUL in the address, is refused by its field', async () => {
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/login',
    payload: { email: 'a\0b', password: 7 },
  })
  expect(response.statusCode).toBe(400)
  expect(response.json()).toMatchObject({
    type: 'urn:tidemark:problem:validation',
    status: 400,
    errors: [
      { in: 'body', field: 'email', detail: 'must not hold a NUL character' },
      { in: 'body', field: 'password' },
    ],
  })
})
