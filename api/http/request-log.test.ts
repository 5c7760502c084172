import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  PASSWORD,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

const lines: string[] = []
let server: TestServer
beforeAll(async () => {
  const stream = { write: (line: string) => void lines.push(line) }
  server = await createTestServer({ logger: { level: 'trace', stream } })
})
afterAll(async () => {
  await server.close()
})

test('the log has a line for each answer, and no address, password, cookie or query in it', async () => {
  const shop = await createTestTenant(server.db)
  const account = await createTestAccount(server.db, 'secretive@example.com', [shop])
  const headers = await signIn(server.app, account)
  const wrong = { method: 'POST', url: '/api/login' } as const
  await server.app.inject({ ...wrong, payload: { email: account.email, password: 'wrong one' } })
  await server.app.inject({ ...wrong, payload: { email: account.email, password: 12_345_678 } })
  await server.app.inject({ url: '/api/stats?from=2026-01-01&token=in-the-query', headers })
  await server.app.inject({ method: 'POST', url: '/api/sync', headers })

  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  expect(answered.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'POST /api/login 200',
    'POST /api/login 401',
    'POST /api/login 400',
    'GET /api/stats 200',
    'POST /api/sync 503',
  ])
  expect(answered.every(({ reqId }) => typeof reqId === 'string')).toBe(true)
  const token = headers.cookie.split('=')[1] ?? ''
  for (const secret of [account.email, PASSWORD, 'wrong one', '12345678', token, 'in-the-query']) {
    expect([secret, lines.some((line) => line.includes(secret))]).toEqual([secret, false])
  }
})
