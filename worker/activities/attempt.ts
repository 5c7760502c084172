import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { Logger } from 'pino'
import type { Caller } from '../shopify/shop-client.ts'
import { toActivityFailure } from './to-activity-failure.ts'

/** One try of an activity, while it runs. */
export type Attempt = {
  /** For requests: cancellation, and pauses that keep the attempt alive. */
  caller: Caller
  /** Says that something has moved, with figures for Temporal's UI. */
  progress(details: object): void
  /** Milliseconds since the attempt began. */
  elapsed(): number
}

/** Three times within the heartbeat timeout of ten seconds. */
const HEARTBEAT_MS = 2_500

/** An attempt in which nothing moves for so long hangs: its heartbeats stop and another takes over. */
const STILL_MS = 120_000

/** Pauses are cut into slices, each of which counts as movement. */
const SLICE_MS = 5_000

/**
 * Runs an attempt with heartbeats on a timer. They carry liveness, progress and cancellation; where
 * the work stands is in Postgres. Most attempts are over before the timer's first round, and the
 * server has nothing to write down for them. Whatever is thrown leaves as a failure without foreign
 * text.
 */
export async function runAttempt<T>(
  log: Logger,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const context = Context.current()
  const signal = context.cancellationSignal
  const startedAt = performance.now()
  let movedAt = startedAt
  let details: object = {}
  const move = () => (movedAt = performance.now())
  const beat = () => {
    // A local activity is a part of its workflow's task: nobody listens.
    if (!context.info.isLocal) context.heartbeat(details)
  }
  const beats = setInterval(() => {
    if (performance.now() - movedAt < STILL_MS) beat()
  }, HEARTBEAT_MS)
  try {
    return await work({
      caller: {
        signal,
        async pause(ms) {
          for (let left = ms; left > 0; left -= SLICE_MS) {
            await sleep(Math.min(left, SLICE_MS), undefined, { signal })
            move()
          }
        },
      },
      progress(update) {
        details = update
        move()
      },
      elapsed: () => performance.now() - startedAt,
    })
  } catch (error) {
    if (signal.aborted && !context.cancellationDetails?.cancelRequested) {
      throw ApplicationFailure.retryable('The worker was stopped.', 'WorkerStopped')
    }
    signal.throwIfAborted()
    const { activityType, attempt } = context.info
    throw toActivityFailure(error, log.child({ activity: activityType, attempt }))
  } finally {
    clearInterval(beats)
  }
}
