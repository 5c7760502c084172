import { randomUUID } from 'node:crypto'
import { beginRun, finishRun, inTenant, updateRunProgress } from '@tidemark/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SyncResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let origin: string
beforeAll(async () => {
  server = await createTestServer()
  origin = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
})

/** The bodies of the stream's events, as they come. */
async function* events(response: Response): AsyncGenerator<SyncResponse> {
  if (!response.body) throw new Error('No stream')
  let text = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [event, data] = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      if (event === 'event: sync' && data) yield JSON.parse(data.slice('data: '.length))
    }
  }
}

async function shopOf(name: string) {
  const shop = await createTestTenant(server.db)
  const account = await createTestAccount(server.db, `${name}@example.com`, [shop])
  const headers = await signIn(server.app, account)
  const listen = async () => {
    const stream = new AbortController()
    const response = await fetch(`${origin}/api/sync/events`, { headers, signal: stream.signal })
    return { response, events: events(response), stop: () => stream.abort() }
  }
  return { tenantId: shop.tenantId, headers, listen }
}

const next = async (stream: AsyncGenerator<SyncResponse>): Promise<SyncResponse> => {
  const { value, done } = await stream.next()
  if (done) throw new Error('The stream ended')
  return value
}

test('a listener is told the state at once and again at every change, as GET tells it', async () => {
  const shop = await shopOf('ann')
  const listener = await shop.listen()
  expect(listener.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(listener.response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await next(listener.events)).toMatchObject({ current: null, runs: [] })

  const run = { runId: 'run-1', workflowId: `sync:${shop.tenantId}`, trigger: 'schedule' as const }
  await inTenant(server.db, shop.tenantId, (trx) => beginRun(trx, run))
  expect((await next(listener.events)).current).toMatchObject({ runId: 'run-1', rounds: 1 })
  const products = { read: 3, changed: 3, rejected: 0, total: 9, done: false }
  await inTenant(server.db, shop.tenantId, (trx) =>
    updateRunProgress(trx, 'run-1', { products }, { gaps: ['Orders before 2026 are hidden.'] }),
  )
  expect((await next(listener.events)).current).toMatchObject({
    entities: { products, orders: { read: 0, done: false } },
    gaps: ['Orders before 2026 are hidden.'],
  })
  await inTenant(server.db, shop.tenantId, (trx) =>
    finishRun(trx, { runId: 'run-1', state: 'completed' }),
  )
  const last = await next(listener.events)
  expect(last).toMatchObject({ current: null, runs: [{ runId: 'run-1', state: 'completed' }] })
  const read = await server.app.inject({ url: '/api/sync', headers: shop.headers })
  expect(last).toEqual(read.json())
  listener.stop()
})

test('a second listener of a shop is told what the first one was told last', async () => {
  const shop = await shopOf('bea')
  const first = await shop.listen()
  const state = await next(first.events)
  const second = await shop.listen()
  expect(await next(second.events)).toEqual(state)
  first.stop()
  second.stop()
})

test('the address names the shop, and only one of the account’s own', async () => {
  const [chosen, other] = [await createTestTenant(server.db), await createTestTenant(server.db)]
  const account = await createTestAccount(server.db, 'cleo@example.com', [chosen, other])
  const headers = await signIn(server.app, account)
  const foreign = await createTestTenant(server.db)
  const runId = 'run-of-the-other'
  const run = { runId, workflowId: `sync:${other.tenantId}`, trigger: 'schedule' as const }
  await inTenant(server.db, other.tenantId, (trx) => beginRun(trx, run))

  const stream = new AbortController()
  const listen = (tenant: string): Promise<Response> =>
    fetch(`${origin}/api/sync/events?tenant=${tenant}`, { headers, signal: stream.signal })
  expect((await next(events(await listen(other.tenantId)))).current).toMatchObject({ runId })
  expect((await next(events(await listen(chosen.tenantId)))).current).toBeNull()
  const refused = await Promise.all(
    [foreign.tenantId, randomUUID(), 'no-id'].map(async (tenant) => {
      const answer = await listen(tenant)
      return [answer.status, ((await answer.json()) as { type: string }).type]
    }),
  )
  expect(refused[0]?.[0]).toBe(404)
  expect(refused).toEqual([refused[0], refused[0], refused[0]])
  stream.abort()
})

test('the stream is for signed-in people, and HEAD does not open one', async () => {
  expect((await fetch(`${origin}/api/sync/events`)).status).toBe(401)
  const head = await fetch(`${origin}/api/sync/events`, { method: 'HEAD' })
  expect(head.status).toBe(405)
})

test('a stop ends the open streams', async () => {
  const own = await createTestServer()
  const at = await own.app.listen({ host: '127.0.0.1', port: 0 })
  const shop = await createTestTenant(own.db)
  const headers = await signIn(own.app, await createTestAccount(own.db, 'x@example.com', [shop]))
  const response = await fetch(`${at}/api/sync/events`, { headers })
  const stream = events(response)
  await next(stream)
  await own.close()
  await expect(
    (async () => {
      for await (const _event of stream) continue
      return 'ended'
    })().catch(() => 'ended'),
  ).resolves.toBe('ended')
})
