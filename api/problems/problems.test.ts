import { createDb } from '@tidemark/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../schemas/index.ts'
import { buildServer } from '../server.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
})
afterAll(async () => {
  await server.close()
})

async function problemOf(url: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', payload?: string) {
  const response = await server.app.inject({
    method,
    url,
    headers: { ...headers, ...(payload && { 'content-type': 'application/json' }) },
    ...(payload && { payload }),
  })
  expect([url, response.headers['content-type']]).toEqual([url, 'application/problem+json'])
  const problem = Problem.parse(response.json())
  expect(problem.status).toBe(response.statusCode)
  return { ...problem, allow: response.headers.allow }
}

test('an input that is not valid is refused by the name of its field', async () => {
  for (const [query, field] of [
    ['from=2026-02-30', 'from'],
    ['to=yesterday', 'to'],
    ['from=2026-3-1', 'from'],
    ['from=0000-01-01', 'from'],
    ['from=10000-01-01', 'from'],
    ['from=', 'from'],
    ['from=2026-01-01&from=2026-01-02', 'from'],
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['reversals=never', 'reversals'],
  ] as const) {
    for (const path of ['/api/stats', '/api/orders']) {
      const problem = await problemOf(`${path}?${query}`)
      expect([query, problem.status]).toEqual([query, 400])
      expect([query, problem.errors?.map((e) => [e.in, e.field])]).toEqual([
        query,
        [['query', field]],
      ])
    }
  }
  for (const [url, field] of [
    ['/api/orders?interval=year', 'interval'],
    ['/api/orders?from=1900-01-01&to=2100-01-01', 'from'],
    ['/api/customers/top?limit=0', 'limit'],
    ['/api/customers/top?limit=251', 'limit'],
    ['/api/customers/top?limit=ten', 'limit'],
    ['/api/sync?limit=1.5', 'limit'],
  ] as const) {
    expect((await problemOf(url)).errors?.map((e) => e.field)).toEqual([field])
  }
})

test('an unknown path is a 404, a known one by another method a 405 that names the right ones', async () => {
  expect(await problemOf('/api/nothing')).toMatchObject({ status: 404 })
  expect(await problemOf('/api')).toMatchObject({ status: 404 })
  expect(await problemOf('/nothing')).toMatchObject({ status: 404 })
  expect(await problemOf('/api/stats', 'POST', '{}')).toMatchObject({
    status: 405,
    allow: 'GET, HEAD',
  })
  expect(await problemOf('/api/login')).toMatchObject({ status: 405, allow: 'POST' })
  expect(await problemOf('/api/sync', 'DELETE')).toMatchObject({
    status: 405,
    allow: 'GET, HEAD, POST',
  })
})

test('what cannot be read at all is a problem too', async () => {
  expect(await problemOf('/api/login', 'POST', '{')).toMatchObject({ status: 400 })
  expect(await problemOf('/api/%zz')).toMatchObject({ status: 400 })
  const large = JSON.stringify({ email: 'a', password: 'x'.repeat(100_000) })
  expect(await problemOf('/api/login', 'POST', large)).toMatchObject({ status: 413 })
  const form = await server.app.inject({
    method: 'POST',
    url: '/api/login',
    headers: { 'content-type': 'text/plain' },
    payload: 'email=a',
  })
  expect(form.statusCode).toBe(415)
  expect(form.headers['content-type']).toBe('application/problem+json')
})

test('what a 5xx is about stays inside', async () => {
  const broken = await createTestServer()
  const shop = await createTestTenant(broken.db)
  const account = await createTestAccount(broken.db, 'ann@example.com', [shop])
  const cookie = await signIn(broken.app, account)
  await broken.db.destroy()
  const response = await broken.app.inject({ url: '/api/stats', headers: cookie })
  expect(response.statusCode).toBe(500)
  expect(response.json()).toEqual({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Something went wrong on our side.',
    requestId: response.headers['x-request-id'],
  })
  const health = await broken.app.inject({ url: '/api/health' })
  expect(health.statusCode).toBe(503)
  expect(health.headers['retry-after']).toBe('5')
  await broken.close()
})

test('while Postgres is away every answer is a 503 that says when to ask again', async () => {
  const away = createDb({ url: 'postgres://tidemark_app@127.0.0.1:1/tidemark' })
  const alone = await buildServer({ config: server.config, db: away, temporal: server.temporal })
  for (const url of ['/api/stats', '/api/health']) {
    const response = await alone.inject({ url, headers })
    expect([url, response.statusCode]).toEqual([url, 503])
    expect(response.headers['retry-after']).toBe('5')
    expect(response.json()).toMatchObject({ type: 'urn:tidemark:problem:database-unavailable' })
  }
  await alone.close()
  await away.destroy()
})
