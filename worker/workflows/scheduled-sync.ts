import { ParentClosePolicy, startChild } from '@temporalio/workflow'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import {
  type ScheduledSyncInput,
  type ScheduledSyncResult,
  syncWorkflowOptions,
  WORKFLOWS,
} from '../contract.ts'

/**
 * What a Schedule starts. Schedules add a time to the ids they start, which would let two syncs of
 * one shop run at once; so this only launches the sync under its fixed id and is gone.
 */
export async function scheduledSync(input: ScheduledSyncInput): Promise<ScheduledSyncResult> {
  try {
    await startChild(WORKFLOWS.syncShop, {
      ...syncWorkflowOptions({ ...input, trigger: 'schedule' }),
      parentClosePolicy: ParentClosePolicy.ABANDON,
    })
    return 'started'
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'skipped: already running'
    throw error
  }
}
