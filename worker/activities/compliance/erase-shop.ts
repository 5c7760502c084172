import { inTenant, recordAudit, removeTenant, updateTenant } from '@tidemark/db'
import { WorkflowNotFoundError } from '@temporalio/client'
import {
  type ComplianceInput,
  controlWorkflowId,
  scheduleId,
  syncWorkflowId,
} from '../../contract.ts'
import { deleteSchedule } from '../../schedules.ts'
import type { Dependencies } from '../dependencies.ts'

/** Nothing of the shop begins after this, and what runs of it ends. */
export async function endShop(
  { db, temporal }: Dependencies,
  { tenantId, requestId }: ComplianceInput,
): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    await updateTenant(trx, { status: 'removed' })
    await recordAudit(trx, { action: 'shop.redaction_begun', detail: { requestId } })
  })
  await deleteSchedule(temporal, scheduleId(tenantId))
  for (const workflowId of [syncWorkflowId(tenantId), controlWorkflowId(tenantId)]) {
    try {
      await temporal.workflow.getHandle(workflowId).terminate('The shop is being erased.')
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error
    }
  }
}

/** Deletes every row of the shop, its encrypted secrets too, and accounts that have no other shop. */
export async function eraseShop(
  { db }: Dependencies,
  { tenantId }: ComplianceInput,
): Promise<void> {
  await removeTenant(db, tenantId)
}
