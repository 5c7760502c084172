import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/types.ts'
import { type ComplianceInput, TASK_QUEUES } from '../contract.ts'

/** Tries for as long as the law allows: what stands in the way is mended meanwhile. */
const activities = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.sync,
  startToCloseTimeout: '15 minutes',
  scheduleToCloseTimeout: '30 days',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 minutes' },
})

/** customers/data_request: writes down all we hold on a person, for the shop's owner to hand on. */
export async function exportCustomer(input: ComplianceInput): Promise<void> {
  await activities.writeExport(input)
}

/** customers/redact: takes a person out of everything, for good. */
export async function redactCustomer(input: ComplianceInput): Promise<void> {
  await activities.forgetCustomer(input)
}

/**
 * shop/redact: first nothing of the shop can run or begin any more, then its rows go, then what
 * Temporal remembers of it.
 */
export async function redactShop(input: ComplianceInput): Promise<void> {
  await activities.endShop(input)
  await activities.eraseShop(input)
  await activities.eraseHistories(input)
}

/** app/uninstalled: syncs stop and the tokens go; the data stay until shop/redact. */
export async function uninstallShop(input: ComplianceInput): Promise<void> {
  await activities.endInstall(input)
}
