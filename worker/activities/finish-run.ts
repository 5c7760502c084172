import {
  announceSync,
  clearTrouble,
  finishRun as finishRunRow,
  findTenant,
  inTenant,
  markTrouble,
  serveRequests,
  settleDeliveries,
  type TenantTrx,
  updateTenant,
} from '@tidemark/db'
import { countRejected } from '@tidemark/db/ingest'
import type { SyncOutcome } from '../contract.ts'
import type { Dependencies } from './dependencies.ts'
import type { FinishRunInput, FinishRunResult } from './types.ts'

/**
 * Ends a round: its requests are served, its webhooks are handled if it got through, and in the same
 * moment the run ends unless another round follows. What only a person can mend marks the shop, which
 * pauses its schedule; a run that got through takes the mark away.
 */
export async function finishRun(
  { db }: Dependencies,
  { tenantId, runId, requestIds, outcome, error }: FinishRunInput,
): Promise<FinishRunResult> {
  return inTenant(db, tenantId, async (trx) => {
    await serveRequests(trx, requestIds)
    await announceSync(trx)
    if (outcome === null || outcome === 'completed') await settleDeliveries(trx, runId)
    if (outcome === null) return { outcome: null }
    const rejectedRows = await countRejected(trx)
    const state = judge(outcome, rejectedRows)
    await finishRunRow(trx, { runId, state, error, rejectedRows })
    if (error?.trouble) await markTrouble(trx, error.trouble.code, error.trouble.detail)
    if (outcome === 'completed') await mend(trx)
    return { outcome: state }
  })
}

/** A run got through, so nothing stands in the way; unless the app was uninstalled meanwhile. */
async function mend(trx: TenantTrx): Promise<void> {
  if (!(await clearTrouble(trx))) return
  const { status } = await findTenant(trx)
  if (status === 'needs_attention') await updateTenant(trx, { status: 'active' })
}

/** As long as an object is set aside, the mirror lacks it, and a run says so. */
function judge(outcome: SyncOutcome, rejectedRows: number): SyncOutcome {
  return outcome === 'completed' && rejectedRows > 0 ? 'completed_with_rejects' : outcome
}
