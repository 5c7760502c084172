import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let folder: string
let server: TestServer
let origin: string

/** What adapter-node builds, as far as its contract goes: a handler of Node's own objects. */
const HANDLER = `
export const handler = async (request, response, next) => {
  if (request.url === '/missing') return next()
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const { PROTOCOL_HEADER, HOST_HEADER } = process.env
  const seen = {
    method: request.method,
    url: request.url,
    body: Buffer.concat(chunks).toString(),
    origin: request.headers[PROTOCOL_HEADER] + '://' + request.headers[HOST_HEADER],
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen))
}
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-dashboard-'))
  const dashboardHandler = join(folder, 'handler.mjs')
  await writeFile(dashboardHandler, HANDLER)
  server = await createTestServer({ config: { dashboardHandler } })
  origin = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

test('what lies outside /api is the dashboard’s, with its own body and the true origin', async () => {
  const response = await fetch(`${origin}/login?next=%2F`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    },
    body: 'email=a%40b',
  })
  expect(response.headers.get('x-frame-options')).toBe('DENY')
  expect(await response.json()).toEqual({
    method: 'POST',
    url: '/login?next=%2F',
    body: 'email=a%40b',
    origin,
  })
})

test('the API’s unknown routes stay the API’s, and what the dashboard does not take is a 404', async () => {
  const unknown = await fetch(`${origin}/api/nothing`)
  expect(unknown.status).toBe(404)
  expect(unknown.headers.get('content-type')).toBe('application/problem+json')
  expect((await fetch(`${origin}/missing`)).status).toBe(404)
})

test('without a build the page says how to make one, and the API works', async () => {
  const bare = await createTestServer({
    config: { dashboardHandler: join(folder, 'no-such-file.js') },
  })
  const page = await bare.app.inject({ url: '/' })
  expect(page.statusCode).toBe(503)
  expect(page.body).toContain('npm run build')
  expect((await bare.app.inject({ url: '/api/health' })).statusCode).toBe(200)
  await bare.close()
})
