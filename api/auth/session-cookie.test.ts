import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestAccount, createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
const ann = { email: 'ann@example.com', password: '' }

beforeAll(async () => {
  server = await createTestServer({ config: { trustProxy: ['loopback'] } })
  ann.password = (await createTestAccount(server.db, ann.email, [])).password
})
afterAll(async () => {
  await server.close()
})

const login = async (headers: Record<string, string>) => {
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/login',
    headers,
    payload: ann,
  })
  const [cookie] = response.cookies
  if (!cookie) throw new Error(response.body)
  return cookie
}
const status = async (headers: Record<string, string>) =>
  (await server.app.inject({ url: '/api/session', headers })).statusCode

const https = { 'x-forwarded-proto': 'https' }

test('over HTTPS the cookie is Secure and its name is protected', async () => {
  const cookie = await login(https)
  expect(cookie).toMatchObject({
    name: '__Host-tidemark_session',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  })
  expect(cookie.domain).toBeUndefined()
  expect(await status({ ...https, cookie: `${cookie.name}=${cookie.value}` })).toBe(200)
})

test('over HTTPS an unprotected cookie, which a sibling host could set, counts for nothing', async () => {
  const cookie = await login({})
  expect(cookie.name).toBe('tidemark_session')
  expect(await status({ cookie: `${cookie.name}=${cookie.value}` })).toBe(200)
  expect(await status({ ...https, cookie: `${cookie.name}=${cookie.value}` })).toBe(401)
})

test('the dashboard’s server, which asks on loopback, may use the protected cookie', async () => {
  const cookie = await login(https)
  expect(await status({ cookie: `${cookie.name}=${cookie.value}` })).toBe(200)
})

test('X-Forwarded-Proto is believed only where a proxy is trusted', async () => {
  const wary = await createTestServer()
  try {
    await createTestAccount(wary.db, ann.email, [])
    const response = await wary.app.inject({
      method: 'POST',
      url: '/api/login',
      headers: https,
      payload: ann,
    })
    expect(response.cookies.map((cookie) => cookie.name)).toEqual(['tidemark_session'])
  } finally {
    await wary.close()
  }
})
