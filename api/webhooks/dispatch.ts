import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { claimWebhookTasks, type Db, type WebhookTask } from '@tidemark/db'
import type { FastifyBaseLogger } from 'fastify'
import { tellWorkflows } from './tell-workflows.ts'

/** Tasks that one process has in hand at a time. */
const AT_ONCE = 20

/** How often to look while webhooks come in: a shop's task is due a moment after its last one, ms. */
const BUSY_MS = 50

/** And at other times: what another process left behind is found then, ms. */
const IDLE_MS = 1_000

/** A task is due after a second at the latest. */
const BUSY_FOR_MS = 1_300

/** Temporal answers in tens of milliseconds. */
const TEMPORAL_MS = 5_000

/** After a failure: the task itself comes up again by itself, later each time. */
const AFTER_FAILURE_MS = 500

export interface Dispatcher {
  /** Something has come in. */
  wake(): void
  /** Ends after what is in hand. */
  stop(): Promise<void>
}

/**
 * Tells Temporal of what waits in the inboxes, for as long as the API runs. Any number of processes
 * may do so: Postgres gives each task to one of them, and gives it out again where that one dies.
 */
export function startDispatcher(options: {
  db: Db
  temporal: Client
  log: FastifyBaseLogger
}): Dispatcher {
  const { db, temporal, log } = options
  const stopping = new AbortController()
  let waking = new AbortController()
  let busyUntil = 0

  async function dispatch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const tasks = await claimWebhookTasks(db, AT_ONCE)
        const told = await Promise.all(tasks.map(tell))
        if (told.includes(false)) await pause(AFTER_FAILURE_MS)
        else if (tasks.length < AT_ONCE) await pause(Date.now() < busyUntil ? BUSY_MS : IDLE_MS)
      } catch (error) {
        log.warn({ error: nameOf(error) }, 'webhooks could not be looked for')
        await pause(IDLE_MS)
      }
    }
  }

  async function tell(task: WebhookTask): Promise<boolean> {
    const { tenantId } = task
    try {
      await temporal.connection.withDeadline(Date.now() + TEMPORAL_MS, () =>
        tellWorkflows({ db, temporal }, task),
      )
      return true
    } catch (error) {
      const details = { tenantId, task: task.task, error: nameOf(error) }
      log.warn(details, 'Temporal could not be told of webhooks; they wait')
      return false
    }
  }

  async function pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, waking.signal])
    await sleep(ms, undefined, { signal }).catch(() => undefined)
    if (waking.signal.aborted) waking = new AbortController()
  }

  const running = dispatch()
  return {
    wake() {
      const idle = Date.now() >= busyUntil
      busyUntil = Date.now() + BUSY_FOR_MS
      if (idle) waking.abort()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
