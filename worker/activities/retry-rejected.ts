import { inTenant } from '@tidemark/db'
import { listRetries, settleRetries } from '@tidemark/db/ingest'
import { COUNTED_ENTITIES } from '../contract.ts'
import { patiently } from '../shopify/patient-client.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import { pullByIds } from './pull-by-ids.ts'
import { addProgress } from './run-progress.ts'
import type { ChunkResult, RunRef } from './types.ts'

/** Rows tried again in one sync; more of them wait for the next. */
const LIMIT = 2_000

/**
 * Tries rows again that were set aside: those that somebody asked for, and those that an older mapping
 * refused. What is refused once more waits for the next version or the next wish.
 */
export async function retryRejected(
  deps: Dependencies,
  { tenantId, runId }: RunRef,
  attempt: Attempt,
): Promise<ChunkResult> {
  const { db } = deps
  const due = await inTenant(db, tenantId, (trx) => listRetries(trx, { limit: LIMIT }))
  if (due.length > 0) {
    const client = patiently((await deps.shopify.open(tenantId)).client)
    for (const entity of COUNTED_ENTITIES) {
      const ids = due.filter((row) => row.entity === entity).map((row) => row.entityId)
      const target = { tenantId, runId, client }
      const unknown = await pullByIds(deps, target, entity, ids, attempt.caller)
      await inTenant(db, tenantId, (trx) => settleRetries(trx, entity, ids, unknown))
    }
  }
  const progress = await inTenant(db, tenantId, (trx) => addProgress(trx, runId, 'deletions', {}))
  return { done: true, progress, gaps: [] }
}
