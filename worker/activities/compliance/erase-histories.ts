import type { Client, Connection } from '@temporalio/client'
import { recordAudit } from '@tidemark/db'
import {
  complianceWorkflowId,
  type ComplianceInput,
  scheduleId,
  TENANT_ID,
} from '../../contract.ts'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'

/** Temporal's list lags behind its histories: the shop is gone from it when it was so twice. */
const TIMES_EMPTY = 2
const PAUSE_MS = 1_000

type Run = { workflowId: string; runId: string }

/**
 * Deletes what Temporal keeps of the shop: every history but the one of this redaction, which knows
 * ids alone, and the schedule's own. Then, and only then, the audit trail says that it is done.
 */
export async function eraseHistories(
  { db, temporal }: Dependencies,
  { tenantId, requestId }: ComplianceInput,
  { caller }: Attempt,
): Promise<void> {
  const own = complianceWorkflowId(requestId)
  const deleted = new Set<string>()
  for (let empty = 0; empty < TIMES_EMPTY;) {
    const runs = (await listRuns(temporal, tenantId)).filter(({ workflowId }) => workflowId !== own)
    for (const run of runs) {
      await deleteHistory(temporal, run)
      deleted.add(run.runId)
    }
    empty = runs.length === 0 ? empty + 1 : 0
    if (empty < TIMES_EMPTY) await caller.pause(PAUSE_MS)
  }
  const detail = { requestId, histories: deleted.size }
  await recordAudit(db, { action: 'shop.redacted', tenantId, detail })
}

/** Runs of the shop's workflows, and of Temporal's own workflow behind its schedule. */
async function listRuns(temporal: Client, tenantId: string): Promise<Run[]> {
  const schedule = `temporal-sys-scheduler:${scheduleId(tenantId)}`
  const queries = [
    `${TENANT_ID.name} = '${tenantId}'`,
    `TemporalNamespaceDivision = 'TemporalScheduler' AND WorkflowId = '${schedule}'`,
  ]
  const runs: Run[] = []
  for (const query of queries) {
    for await (const { workflowId, runId } of temporal.workflow.list({ query })) {
      runs.push({ workflowId, runId })
    }
  }
  return runs
}

async function deleteHistory(temporal: Client, run: Run): Promise<void> {
  const { workflowService } = temporal.connection as Connection
  try {
    await workflowService.deleteWorkflowExecution({
      namespace: temporal.options.namespace,
      workflowExecution: run,
    })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** gRPC's NOT_FOUND: deleted already, though the list still has it. */
const isNotFound = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 5
