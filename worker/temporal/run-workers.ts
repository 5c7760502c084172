import { type NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker'
import type { WorkerConfig } from '../config.ts'
import { TASK_QUEUES } from '../contract.ts'
import type { Activities } from '../activities/types.ts'

/** Activities that can stop between two pages get this long to do so. */
const GRACE = '20 seconds'

/** The SDK would hold heartbeats back for eight of their ten seconds, and cancellation with them. */
const HEARTBEAT_THROTTLE = '2 seconds'

/** One worker for each task queue, in this process. */
export async function createWorkers(options: {
  connection: NativeConnection
  config: Pick<WorkerConfig, 'temporal' | 'concurrentPulls' | 'concurrentAggregations'>
  activities: Activities
  workflowBundle: WorkflowBundle
}): Promise<Worker[]> {
  const { connection, config, activities, workflowBundle } = options
  const shared = {
    connection,
    namespace: config.temporal.namespace,
    activities,
    shutdownGraceTime: GRACE,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
  }
  return Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.sync,
      workflowBundle,
      maxConcurrentActivityTaskExecutions: 20,
    }),
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.pull,
      maxConcurrentActivityTaskExecutions: config.concurrentPulls,
    }),
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.aggregate,
      maxConcurrentActivityTaskExecutions: config.concurrentAggregations,
    }),
  ])
}

/** Runs until the signal asks for an end, then until everything under way has stopped. */
export async function runWorkers(workers: readonly Worker[], signal: AbortSignal): Promise<void> {
  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
  }
  signal.addEventListener('abort', shutdown, { once: true })
  const running = workers.map((worker) => worker.run())
  if (signal.aborted) shutdown()
  try {
    await Promise.all(running)
  } catch (error) {
    shutdown()
    await Promise.allSettled(running)
    throw error
  }
}
