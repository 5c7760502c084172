import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import {
  type Db,
  inTenant,
  listOpenComplianceRequests,
  settleTask,
  takeTask,
  type WebhookTask,
} from '@tidemark/db'
import {
  BULK_FINISHED,
  COMPLIANCE_WORKFLOWS,
  complianceWorkflowOptions,
  SHOP_CHANGED,
  syncWorkflowId,
  syncWorkflowOptions,
  WORKFLOWS,
} from '@tidemark/worker/contract'

/** Tells Temporal of a shop's task. That it is done is for the workflow to say, in Postgres. */
export async function tellWorkflows(
  { db, temporal }: { db: Db; temporal: Client },
  task: WebhookTask,
): Promise<void> {
  if (task.task === 'sync') return await startRound(temporal, task)
  if (task.task === 'bulk') return await wakeBulk(db, temporal, task)
  return await startCompliance(db, temporal, task)
}

/**
 * Starts a workflow for each open request; one that runs already is left alone. Only then is the task
 * taken: until the last of them is done it comes up again now and then.
 */
async function startCompliance(db: Db, temporal: Client, { tenantId }: WebhookTask): Promise<void> {
  const requests = await inTenant(db, tenantId, listOpenComplianceRequests)
  for (const { requestId, kind } of requests) {
    await temporal.workflow.start(
      COMPLIANCE_WORKFLOWS[kind],
      complianceWorkflowOptions({ tenantId, requestId, kind }),
    )
  }
  await inTenant(db, tenantId, async (trx) => {
    await takeTask(trx, 'compliance')
    if (requests.length === 0) await settleTask(trx, 'compliance')
  })
}

/** Starts the shop's sync for what its inbox holds, or asks the one under way for one more round. */
async function startRound(temporal: Client, { tenantId, shopDomain }: WebhookTask): Promise<void> {
  await temporal.workflow.signalWithStart(WORKFLOWS.syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: SHOP_CHANGED,
    signalArgs: [{ inbox: true }],
  })
}

/** A sync that waits for a bulk operation looks at once; where none runs there is nothing to do. */
async function wakeBulk(db: Db, temporal: Client, { tenantId }: WebhookTask): Promise<void> {
  await inTenant(db, tenantId, (trx) => takeTask(trx, 'bulk'))
  try {
    await temporal.workflow.getHandle(syncWorkflowId(tenantId)).signal(BULK_FINISHED)
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
  await inTenant(db, tenantId, (trx) => settleTask(trx, 'bulk'))
}
