import type { Client, WorkflowHandle } from '@temporalio/client'
import {
  type ScheduledSyncResult,
  syncPriority,
  syncSearchAttributes,
  TASK_QUEUES,
  WORKFLOWS,
} from '@tidemark/worker/contract'

type ScheduledSync = (input: {
  tenantId: string
  shopDomain: string
}) => Promise<ScheduledSyncResult>

/** Starts the workflow that a shop's Schedule starts, with what the Schedule passes. */
export async function launchScheduled(
  temporal: Client,
  { tenantId, shopDomain }: { tenantId: string; shopDomain: string },
  workflowId: string,
): Promise<WorkflowHandle<ScheduledSync>> {
  return await temporal.workflow.start<ScheduledSync>(WORKFLOWS.scheduledSync, {
    workflowId,
    taskQueue: TASK_QUEUES.sync,
    args: [{ tenantId, shopDomain }],
    workflowRunTimeout: '10 minutes',
    typedSearchAttributes: syncSearchAttributes(tenantId, 'schedule'),
    staticSummary: `Scheduled sync of ${shopDomain}`,
    priority: syncPriority(tenantId, 'schedule'),
  })
}
