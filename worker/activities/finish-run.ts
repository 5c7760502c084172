import {
  announceSync,
  clearTrouble,
  finishRun as finishRunRow,
  findTenant,
  inTenant,
  markTrouble,
  noteRun,
  serveRequests,
  settleDeliveries,
  type TenantTrx,
  updateTenant,
} from '@tidemark/db'
import { countRejected } from '@tidemark/db/ingest'
import { type SyncOutcome, syncWorkflowId } from '../contract.ts'
import type { Dependencies } from './dependencies.ts'
import { followStatus } from './follow-status.ts'
import type { FinishRunInput, FinishRunResult } from './types.ts'

/**
 * Ends a round: its requests are served, its webhooks are handled if it got through, and in the same
 * moment the run ends unless another round follows. What only a person can mend marks the shop, which
 * pauses its schedule; a run that got through takes the mark away.
 */
export async function finishRun(
  deps: Dependencies,
  { tenantId, runId, requestIds, outcome, error, trigger }: FinishRunInput,
): Promise<FinishRunResult> {
  const finished = await inTenant(deps.db, tenantId, async (trx) => {
    await serveRequests(trx, requestIds)
    await announceSync(trx)
    if (outcome === null || outcome === 'completed') await settleDeliveries(trx, runId)
    if (outcome === null) return { outcome: null, changed: false }
    const rejectedRows = await countRejected(trx)
    const state = judge(outcome, rejectedRows)
    // Whoever asked for it is told what became of it, and a failure is never silent.
    if (trigger !== undefined && (requestIds.length > 0 || outcome === 'failed'))
      await noteRun(trx, { runId, workflowId: syncWorkflowId(tenantId), trigger })
    await finishRunRow(trx, { runId, state, error, rejectedRows })
    const changed = await markOrMend(trx, outcome, error)
    return { outcome: state, changed }
  })
  if (finished.changed) await followStatus(deps, tenantId)
  return { outcome: finished.outcome }
}

/** @returns whether the shop now waits for a person, or no longer does */
async function markOrMend(
  trx: TenantTrx,
  outcome: SyncOutcome,
  error: FinishRunInput['error'],
): Promise<boolean> {
  const { status } = await findTenant(trx)
  if (error?.trouble) {
    await markTrouble(trx, error.trouble.code, error.trouble.detail)
    return status === 'active'
  }
  // A run got through, so nothing stands in the way; unless the app was uninstalled meanwhile.
  if (outcome !== 'completed' || !(await clearTrouble(trx))) return false
  if (status !== 'needs_attention') return false
  await updateTenant(trx, { status: 'active' })
  return true
}

/** As long as an object is set aside, the mirror lacks it, and a run says so. */
function judge(outcome: SyncOutcome, rejectedRows: number): SyncOutcome {
  return outcome === 'completed' && rejectedRows > 0 ? 'completed_with_rejects' : outcome
}
