import { ApplicationFailure, proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/types.ts'
import { type ControlShopInput, type ControlShopResult, TASK_QUEUES } from '../contract.ts'
import { findInputFault } from './command-fault.ts'

/** A command that could not be carried out for minutes is given up: its time has passed. */
const activities = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.sync,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '5 minutes',
  retry: {
    initialInterval: '500 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '20 seconds',
  },
})

/**
 * Does what an operator asks of a shop, whether or not a sync of it runs. Started by the API, or by
 * hand from Temporal's UI with the id `control:<tenantId>` on the queue `sync`; the id makes
 * Temporal refuse a second command while one is carried out.
 */
export async function controlShop(input: ControlShopInput): Promise<ControlShopResult> {
  const fault = findInputFault(input)
  if (fault !== null) throw ApplicationFailure.nonRetryable(fault, 'InvalidCommand')
  return await activities.controlShop(input)
}
