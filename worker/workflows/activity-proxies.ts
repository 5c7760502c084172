import {
  ActivityCancellationType,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow'
import type { Activities } from '../activities/types.ts'
import { TASK_QUEUES } from '../contract.ts'

/** Tries without end; `scheduleToCloseTimeout` is what ends them. */
const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' }

/**
 * A few rows of our own database, in the workflow's own worker: such an activity costs the server no
 * task, which halves what a sync that finds nothing asks of it.
 */
export const local = proxyLocalActivities<Pick<Activities, 'beginRun' | 'finishRun'>>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '6 hours',
  retry,
})

/** Short work on our own database, and one request to Shopify. */
export const light = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.sync,
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  retry,
})

/** What a sync does beside its work, and goes on without. */
export const beside = proxyActivities<Pick<Activities, 'keepSubscriptions' | 'compareReports'>>({
  taskQueue: TASK_QUEUES.sync,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '3 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { ...retry, maximumAttempts: 4 },
})

/** Reading from Shopify, in chunks that leave their own watermark. */
export const pull = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.pull,
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
})

/** Refreshing rollups: heavy on the database, so it has a queue of its own. */
export const heavy = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.aggregate,
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
})
