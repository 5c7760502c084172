import { type Priority, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { ParentClosePolicy, startChild } from '@temporalio/workflow'
import { TASK_QUEUES, TENANT_ID, WORKFLOWS } from '../contract.ts'

/**
 * Has a shop's days compared with Shopify's own reports, once a sync has brought the figures up to
 * date. Nobody waits for it, and one comparison of a shop runs at a time.
 */
export async function launchReports(tenantId: string): Promise<void> {
  try {
    await startChild(WORKFLOWS.compareReports, {
      workflowId: `reports:${tenantId}`,
      taskQueue: TASK_QUEUES.sync,
      args: [{ tenantId }],
      workflowRunTimeout: '15 minutes',
      priority: { priorityKey: 5, fairnessKey: tenantId } satisfies Priority,
      typedSearchAttributes: [{ key: TENANT_ID, value: tenantId }],
      staticSummary: 'Compare with Shopify’s reports',
      parentClosePolicy: ParentClosePolicy.ABANDON,
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
