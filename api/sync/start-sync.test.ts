import { Client, Connection } from '@temporalio/client'
import {
  beginRun,
  finishRun,
  inTenant,
  serveRequests,
  pendingRequests,
  updateTenant,
} from '@tidemark/db'
import { syncWorkflowId } from '@tidemark/worker/contract'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { SyncNowResponse, SyncResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let temporal: Client

beforeAll(async () => {
  server = await createTestServer({ temporalAddress: inject('temporalAddress') })
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  temporal = new Client({ connection })
})
afterAll(async () => {
  await temporal.connection.close()
  await server.close()
})

/** A shop of its own, whose workflow nobody works on; ended when the test ends. */
async function shopOf(name: string, on: TestServer = server) {
  const shop = await createTestTenant(on.db)
  const account = await createTestAccount(on.db, `${name}@example.com`, [shop])
  const headers = await signIn(on.app, account)
  return {
    ...shop,
    workflowId: syncWorkflowId(shop.tenantId),
    post: () => on.app.inject({ method: 'POST', url: '/api/sync', headers }),
    get: async () => (await on.app.inject({ url: '/api/sync', headers })).json<SyncResponse>(),
    run: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(on.db, shop.tenantId, work),
  }
}

const end = (workflowId: string) => temporal.workflow.getHandle(workflowId).terminate('test over')

test('Sync Now starts the shop’s workflow, and is seen as running before any worker takes it', async () => {
  const shop = await shopOf('ann')
  const response = await shop.post()
  expect(response.statusCode).toBe(202)
  const answer = response.json<SyncNowResponse>()
  expect(answer).toEqual({
    workflowId: shop.workflowId,
    runId: expect.any(String),
    status: 'started',
  })
  const description = await temporal.workflow.getHandle(shop.workflowId).describe()
  expect(description).toMatchObject({
    runId: answer.runId,
    type: 'syncShop',
    taskQueue: 'sync',
    status: { name: 'RUNNING' },
  })
  const { current, runs } = await shop.get()
  expect(runs).toEqual([])
  expect(current).toMatchObject({
    workflowId: shop.workflowId,
    runId: answer.runId,
    state: 'running',
    trigger: 'manual',
    rounds: 0,
    temporalUrl: `http://127.0.0.1:8233/namespaces/default/workflows/sync%3A${shop.tenantId}/${answer.runId}/history`,
  })
  await end(shop.workflowId)
})

test('twenty at once start one run, and all are told the same one', async () => {
  const shop = await shopOf('bea')
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await shop.post()).json<SyncNowResponse>()),
  )
  expect(answers.filter(({ status }) => status === 'started')).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 'already_running')).toHaveLength(19)
  expect(new Set(answers.map(({ runId }) => runId)).size).toBe(1)
  const history = await temporal.workflow.getHandle(shop.workflowId).fetchHistory()
  const signals = (history.events ?? []).flatMap(
    (event) => event.workflowExecutionSignaledEventAttributes ?? [],
  )
  expect(signals).toHaveLength(20)
  await end(shop.workflowId)
})

test('a run that the request found under way is named by its row, until its round has committed', async () => {
  const shop = await shopOf('cleo')
  const started = (await shop.post()).json<SyncNowResponse>()
  const { runId, workflowId } = started
  const requests = await shop.run(async (trx) => {
    await beginRun(trx, { runId, workflowId, trigger: 'manual' })
    return await pendingRequests(trx)
  })
  const again = (await shop.post()).json<SyncNowResponse>()
  expect(again).toEqual({ workflowId, runId, status: 'already_running' })
  expect((await shop.get()).current).toMatchObject({ runId, rounds: 1 })

  // The first round ends: it served the first request only, so the shop is still being synced.
  await shop.run(async (trx) => {
    await serveRequests(trx, requests)
    await finishRun(trx, { runId, state: 'completed' })
  })
  const between = await shop.get()
  expect(between.current).toMatchObject({ state: 'running', runId })
  expect(between.runs).toMatchObject([{ runId, state: 'completed' }])
  await shop.run(async (trx) => serveRequests(trx, await pendingRequests(trx)))
  const after = await shop.get()
  expect(after.current).toBeNull()
  expect(after.lastSyncedAt).toBe(after.runs[0]?.finishedAt)
  await end(workflowId)
})

test('a paused shop is not synced, and says so', async () => {
  const shop = await shopOf('dora')
  await shop.run((trx) => updateTenant(trx, { status: 'paused' }))
  const response = await shop.post()
  expect(response.statusCode).toBe(409)
  expect(response.json()).toMatchObject({
    type: 'urn:tidemark:problem:shop-paused',
    detail: 'This shop is paused and is not synced until it is resumed.',
  })
  expect(await shop.get()).toMatchObject({ current: null, schedule: { paused: true } })
})

test('without Temporal the request is taken back, and everything that is read still works', async () => {
  const alone = await createTestServer()
  try {
    const shop = await shopOf('eve', alone)
    const response = await shop.post()
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('5')
    expect(response.json()).toMatchObject({ type: 'urn:tidemark:problem:sync-unavailable' })
    expect(await shop.get()).toEqual({
      current: null,
      runs: [],
      schedule: { intervalSeconds: 3600, paused: false, nextRunAt: expect.any(String) },
      lastSyncedAt: null,
    })
    expect(await shop.run(pendingRequests)).toEqual([])
  } finally {
    await alone.close()
  }
})
