import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import type { Connection, WorkflowHandle } from '@temporalio/client'
import type { Priority } from '@temporalio/common'
import { NativeConnection } from '@temporalio/worker'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { runAttempt } from '../activities/attempt.ts'
import type { Activities, ChunkResult } from '../activities/types.ts'
import { syncPriority, syncWorkflowOptions, type SyncTrigger, TASK_QUEUES } from '../contract.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { syncShop } from '../workflows/index.ts'
import { createWorkers, runWorkers } from './run-workers.ts'
import { bundleWorkflows } from './workflow-bundle.ts'

/**
 * Our workflows, queues and priorities on a real server; only the activities do nothing but write
 * down in which order the server handed them out.
 */
let temporal: TestTemporal
let connection: NativeConnection
let dispatch: Dispatch | undefined

beforeAll(async () => {
  connection = await NativeConnection.connect({ address: inject('temporalAddress') })
})
// Each test has queues of its own: the server takes seconds to notice that one has become empty.
beforeEach(async () => {
  temporal = await startTestTemporal()
})
afterEach(async () => {
  await dispatch?.stop()
  await temporal.close()
})
afterAll(() => connection.close())

/** Temporal's number for queues of activities. */
const ACTIVITY_QUEUE = 2

type Pull = { tenantId: string; name: string; priority: Priority | undefined }

type Dispatch = {
  /** In the order in which they began. */
  pulls: Pull[]
  /** Lets go what was held. */
  open(): void
  stop(): Promise<void>
}

/** The three workers. Pulls of the shops that `held` names wait until `open`. */
async function work(concurrentPulls: number, held: (pull: Pull) => boolean): Promise<Dispatch> {
  const pulls: Pull[] = []
  const gate = Promise.withResolvers<void>()
  const pull = (name: string) => async (input: { tenantId: string }) => {
    const { priority } = Context.current().info
    const one = { tenantId: input.tenantId, name, priority }
    pulls.push(one)
    if (held(one)) await runAttempt(log, () => gate.promise)
    return nothing
  }
  const unused = () => Promise.reject(new Error('No part of a sync that finds nothing.'))
  const activities: Activities = {
    beginRun: () => Promise.resolve({ requestIds: [], paused: false }),
    readShop: () => Promise.resolve({ counts, allOrders: true, gaps: [], asOf, retries: false }),
    pullProducts: pull('pullProducts'),
    pullCustomers: pull('pullCustomers'),
    pullOrders: pull('pullOrders'),
    pullEvents: () => Promise.resolve({ ...nothing, mirrored: counts, due: [], dirty: false }),
    finishRun: ({ outcome }) => Promise.resolve({ outcome }),
    pullChanged: unused,
    retryRejected: unused,
    compareCounts: unused,
    reconcileIds: unused,
    aggregate: unused,
    controlShop: unused,
    connectShop: unused,
    failConnection: unused,
    keepSubscriptions: unused,
    compareReports: unused,
    writeExport: unused,
    forgetCustomer: unused,
    endInstall: unused,
    endShop: unused,
    eraseShop: unused,
    eraseHistories: unused,
  }
  const stopping = new AbortController()
  const workers = await createWorkers({
    connection,
    config: {
      temporal: { namespace: temporal.namespace, connection: {} },
      concurrentPulls,
      concurrentAggregations: 1,
    },
    activities,
    workflowBundle: await bundleWorkflows(),
  })
  const running = runWorkers(workers, stopping.signal)
  return {
    pulls,
    open: () => gate.resolve(),
    async stop() {
      gate.resolve()
      stopping.abort()
      await running
    },
  }
}

const log = pino({ level: 'silent' })
const asOf = '2026-11-01T00:00:00Z'
const counts = { products: null, customers: null, orders: null }
const progress = { read: 0, changed: 0, rejected: 0, total: null, done: true }
const nothing: ChunkResult = { done: true, progress, gaps: [] }

type Sync = WorkflowHandle<typeof syncShop>

/** @param id a shop has one workflow; tests that need more of them name them */
function start(tenantId: string, trigger: SyncTrigger, id?: string): Promise<Sync> {
  const options = syncWorkflowOptions({ tenantId, shopDomain: 'x.myshopify.com', trigger })
  return temporal.client.workflow.start(syncShop, {
    ...options,
    ...(id === undefined ? {} : { workflowId: id }),
  })
}

/** Waits until each of these has its three pulls in the queue or under way. */
async function untilPulling(syncs: readonly Sync[]): Promise<void> {
  for (const sync of syncs) {
    while ((await sync.describe()).raw.pendingActivities?.length !== 3) await sleep(20)
  }
}

/** Waits until so many pulls lie in their queue; the server looks again every five seconds only. */
async function untilQueued(pulls: number): Promise<void> {
  const { workflowService } = temporal.client.connection as Connection
  for (;;) {
    const { stats } = await workflowService.describeTaskQueue({
      namespace: temporal.namespace,
      taskQueue: { name: TASK_QUEUES.pull },
      taskQueueType: ACTIVITY_QUEUE,
      reportStats: true,
    })
    if (Number(stats?.approximateBacklogCount ?? 0) >= pulls) return
    await sleep(100)
  }
}

const untilEnded = (syncs: readonly Sync[]) => Promise.all(syncs.map((sync) => sync.result()))

it('small shops do not wait for the backlog of a large one that was queued before them', async () => {
  const large = randomUUID()
  const small = Array.from({ length: 4 }, () => randomUUID())
  dispatch = await work(1, ({ tenantId }) => tenantId === large)
  // One shop never queues more than three pulls; here it does, by forty workflows with its key.
  const syncs = await Promise.all(
    Array.from({ length: 40 }, (_, at) => start(large, 'schedule', `${large}-${at}`)),
  )
  await untilPulling(syncs)
  syncs.push(...(await Promise.all(small.map((tenantId) => start(tenantId, 'schedule')))))
  await untilPulling(syncs)
  await untilQueued(40 * 3 - 1 + 4 * 3)
  dispatch.open()
  await untilEnded(syncs)

  const order = dispatch.pulls.map(({ tenantId }) => tenantId)
  expect(order.filter((tenantId) => tenantId === large)).toHaveLength(120)
  const before = order.slice(
    0,
    order.findLastIndex((tenantId) => tenantId !== large),
  )
  // In turn with them it gets as many as they do, beside the one held and another one taken up
  // before they came. Without fairness it would get all its 120 first.
  expect(before.filter((tenantId) => tenantId === large).length).toBeLessThan(12)
})

it('Sync Now goes before all scheduled work, however long that has waited', async () => {
  const scheduled = Array.from({ length: 10 }, () => randomUUID())
  const manual = randomUUID()
  dispatch = await work(1, ({ tenantId }) => tenantId !== manual)
  const syncs = await Promise.all(scheduled.map((tenantId) => start(tenantId, 'schedule')))
  await untilPulling(syncs)
  syncs.push(await start(manual, 'manual'))
  await untilPulling(syncs)
  await untilQueued(10 * 3 - 1 + 3)
  dispatch.open()
  await untilEnded(syncs)

  const [held, ...rest] = dispatch.pulls.map(({ tenantId }) => tenantId)
  expect(scheduled).toContain(held)
  expect(rest.slice(0, 3)).toEqual([manual, manual, manual])
})

it('activities inherit the priority and the shop of their workflow, and override neither', async () => {
  const tenantId = randomUUID()
  dispatch = await work(4, () => false)
  const sync = await start(tenantId, 'schedule')
  await sync.result()
  const inherited = { ...syncPriority(tenantId, 'schedule'), fairnessWeight: 0 }
  expect(dispatch.pulls.map(({ priority }) => priority)).toEqual([inherited, inherited, inherited])
  const { events } = await sync.fetchHistory()
  const [started] = events ?? []
  expect(started?.workflowExecutionStartedEventAttributes?.priority).toMatchObject({
    priorityKey: 4,
    fairnessKey: tenantId,
  })
  // A command that named a priority would show it here: the server fills it in when it hands out.
  const scheduled = (events ?? []).flatMap(
    (event) => event.activityTaskScheduledEventAttributes ?? [],
  )
  expect(scheduled.map(({ priority }) => priority ?? null)).toEqual(scheduled.map(() => null))
  expect(scheduled.map(({ taskQueue }) => taskQueue?.name)).toEqual([
    TASK_QUEUES.sync,
    ...Array<string>(4).fill(TASK_QUEUES.pull),
  ])
})

it('a shop holds three slots at most, so one whose pulls hang leaves the others theirs', async () => {
  const [hanging, other] = [randomUUID(), randomUUID()]
  dispatch = await work(4, ({ tenantId }) => tenantId === hanging)
  const stuck = await start(hanging, 'schedule')
  while (dispatch.pulls.length < 3) await sleep(20)
  await (await start(other, 'schedule')).result()
  expect(dispatch.pulls.filter(({ tenantId }) => tenantId === hanging)).toHaveLength(3)
  dispatch.open()
  await stuck.result()
})
