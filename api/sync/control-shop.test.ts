import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import {
  controlWorkflowId,
  controlWorkflowOptions,
  TASK_QUEUES,
  WORKFLOWS,
} from '@tidemark/worker/contract'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ControlResponse, type ShopCommand } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'
import { startTestWorker, type TestWorker } from '../testing/test-worker.ts'
import { controlShop } from './control-shop.ts'

/** What a worker would do is told to Temporal by the test itself: the API knows no worker. */
let server: TestServer
let temporal: Client
let worker: TestWorker
/** Called when a request has found what the shop's workflow is busy with. */
let onDescribed = () => {}
beforeAll(async () => {
  server = await createTestServer({ temporalAddress: inject('temporalAddress') })
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  temporal = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          async describe(input, next) {
            const description = await next(input)
            onDescribed()
            return description
          },
        },
      ],
    },
  })
  worker = startTestWorker(connection, TASK_QUEUES.sync)
})
afterAll(async () => {
  await worker.stop()
  await temporal.connection.close()
  await server.close()
})

const RESULT = { done: true, sentence: 'It is done.' }

const complete = (shop: { handle: { workflowId: string } }) =>
  worker.complete(shop.handle.workflowId, RESULT)

async function shopOf(name: string, on: TestServer = server) {
  const shop = await createTestTenant(on.db)
  const account = await createTestAccount(on.db, `${name}@example.com`, [shop])
  const headers = await signIn(on.app, account)
  const workflowId = controlWorkflowId(shop.tenantId)
  const handle = temporal.workflow.getHandle(workflowId)
  return {
    ...shop,
    userId: account.userId,
    handle,
    post: (payload: object, more: Record<string, string> = {}) =>
      on.app.inject({
        method: 'POST',
        url: '/api/shop/control',
        headers: { ...headers, ...more },
        payload,
      }),
    /** As the route does, with as little patience as wanted. */
    control: (command: ShopCommand, waitMs: number) =>
      controlShop({
        temporal,
        log: on.app.log,
        shop: { id: shop.tenantId, shopDomain: shop.shopDomain },
        userId: account.userId,
        command,
        waitMs,
      }).catch((problem: unknown) => problem),
  }
}

test('a command is given to the shop’s workflow, and its result is the answer', async () => {
  const shop = await shopOf('ann')
  const [response] = await Promise.all([
    shop.post({ command: 'setInterval', seconds: 900 }),
    complete(shop),
  ])
  expect([response.statusCode, ControlResponse.parse(response.json())]).toEqual([200, RESULT])
  const { type, taskQueue } = await shop.handle.describe()
  expect([type, taskQueue]).toEqual(['controlShop', 'sync'])
  const { events } = await shop.handle.fetchHistory()
  const started = events?.[0]?.workflowExecutionStartedEventAttributes
  expect(JSON.parse(Buffer.from(started?.input?.payloads?.[0]?.data ?? []).toString())).toEqual({
    command: 'setInterval',
    seconds: 900,
    tenantId: shop.tenantId,
    requestedBy: shop.userId,
  })
})

/** Gives a command while another run is under way, and ends that run once it has been found. */
async function meanwhile(shop: Awaited<ReturnType<typeof shopOf>>, command: ShopCommand) {
  const found = new Promise<void>((resolve) => (onDescribed = resolve))
  const answer = shop.control(command, 30_000)
  await found
  await complete(shop)
  return { answer }
}

test('a command that is accepted but not carried out yet is said to wait, and is not run twice', async () => {
  const shop = await shopOf('bea')
  expect(await shop.control({ command: 'pause' }, 200)).toMatchObject({
    status: 503,
    type: 'urn:tidemark:problem:command-pending',
  })
  const { runId } = await shop.handle.describe()
  const { answer } = await meanwhile(shop, { command: 'pause' })
  expect(await answer).toEqual(RESULT)
  expect((await shop.handle.describe()).runId).toBe(runId)
})

test('another command waits for its turn, and is told when it does not come', async () => {
  const shop = await shopOf('cleo')
  await shop.control({ command: 'pause' }, 200)
  expect(await shop.control({ command: 'resume' }, 200)).toMatchObject({
    status: 409,
    type: 'urn:tidemark:problem:another-command',
  })
  const { runId } = await shop.handle.describe()
  const { answer } = await meanwhile(shop, { command: 'resume' })
  await complete(shop)
  expect(await answer).toEqual(RESULT)
  expect((await shop.handle.describe()).runId).not.toBe(runId)
})

test('one started by hand in Temporal’s UI counts as another command', async () => {
  const shop = await shopOf('dora')
  const options = controlWorkflowOptions({ tenantId: shop.tenantId, command: 'pause' }, 'by hand')
  await temporal.workflow.start(WORKFLOWS.controlShop, options)
  expect(await shop.control({ command: 'pause' }, 200)).toMatchObject({ status: 409 })
  await shop.handle.terminate('test over')
})

test('a command that failed is a 503 that says nothing of why', async () => {
  const shop = await shopOf('eve')
  const [response] = await Promise.all([
    shop.post({ command: 'cancel' }),
    (async () => {
      for (;;) {
        const done = await shop.handle.terminate('a secret').then(
          () => true,
          () => false,
        )
        if (done) return
      }
    })(),
  ])
  expect(response.statusCode).toBe(503)
  expect(response.json()).toMatchObject({ type: 'urn:tidemark:problem:command-failed' })
  expect(response.body).not.toContain('secret')
})

test('what is no command, a foreign shop and a foreign page are refused before Temporal is asked', async () => {
  const shop = await shopOf('fay')
  for (const payload of [
    {},
    { command: 'stop' },
    { command: 'setInterval' },
    { command: 'setInterval', seconds: 59 },
    { command: 'setInterval', seconds: 2_678_401 },
    { command: 'setInterval', seconds: 90.5 },
    { command: 'resync' },
    { command: 'resync', entity: 'variants' },
  ]) {
    expect([payload, (await shop.post(payload)).statusCode]).toEqual([payload, 400])
  }
  const { tenantId } = await createTestTenant(server.db)
  const foreign = await shop.post({ command: 'pause' }, { 'x-tenant-id': tenantId })
  expect(foreign.statusCode).toBe(404)
  const page = await shop.post({ command: 'pause' }, { origin: 'https://evil.example' })
  expect(page.statusCode).toBe(403)
  const anyone = await server.app.inject({
    method: 'POST',
    url: '/api/shop/control',
    payload: { command: 'pause' },
  })
  expect(anyone.statusCode).toBe(401)
  await expect(shop.handle.describe()).rejects.toBeInstanceOf(WorkflowNotFoundError)
})

test('without Temporal the answer is a 503 that says when to try again', async () => {
  const alone = await createTestServer()
  try {
    const shop = await shopOf('gil', alone)
    const response = await shop.post({ command: 'pause' })
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5'])
    expect(response.json()).toMatchObject({ type: 'urn:tidemark:problem:command-unavailable' })
  } finally {
    await alone.close()
  }
})
