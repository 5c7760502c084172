import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer({ config: { appUrl: 'https://tidemark.example' } })
})
afterAll(async () => {
  await server.close()
})

const logout = async (headers: Record<string, string>) =>
  (await server.app.inject({ method: 'POST', url: '/api/logout', headers })).statusCode

test('a page of another site cannot change anything, whatever it says of itself', async () => {
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:80' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://tidemark.example.evil.example' },
    { origin: 'http://localhost:81', host: 'localhost:80' },
  ]) {
    expect([headers, await logout(headers)]).toEqual([headers, 403])
  }
})

test('our own pages and programs without a browser’s headers pass', async () => {
  for (const headers of [
    {},
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://tidemark.example' },
    { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
    { origin: 'https://shop.example', host: 'shop.example' },
  ]) {
    expect([headers, await logout(headers)]).toEqual([headers, 204])
  }
})

test('reading needs no check, for a browser shows the answer to nobody else', async () => {
  const response = await server.app.inject({
    url: '/api/health',
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(response.statusCode).toBe(200)
  expect(response.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
  expect(response.headers).not.toHaveProperty('access-control-allow-origin')
})
