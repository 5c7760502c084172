import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { syncWorkflowId } from '../contract.ts'

/**
 * Asks the shop's sync to end at its next safe point, within seconds. Returns at once; false when
 * none runs.
 */
export async function cancelSync(temporal: Client, tenantId: string): Promise<boolean> {
  const sync = temporal.workflow.getHandle(syncWorkflowId(tenantId))
  try {
    // Temporal takes a request to cancel a closed workflow too, and says nothing.
    const { status } = await sync.describe()
    if (status.name !== 'RUNNING') return false
    await sync.cancel()
    return true
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}
