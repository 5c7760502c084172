import {
  announceSync,
  beginRun as beginRunRow,
  findTenant,
  finishRun,
  inTenant,
  pendingRequests,
  serveRequests,
  takeDeliveries,
  updateRunProgress,
} from '@tidemark/db'
import { MAX_CHANGED_IDS } from '../contract.ts'
import type { Dependencies } from './dependencies.ts'
import type { BeginRunInput, BeginRunResult } from './types.ts'

/**
 * Notes that a round begins, and takes every Sync Now request and every webhook that came before it.
 * A shop that was paused while this was on its way is left alone; a run that somebody asked for then
 * ends as cancelled.
 */
export async function beginRun(
  { db }: Dependencies,
  { tenantId, runId, workflowId, trigger, requestIds }: BeginRunInput,
): Promise<BeginRunResult> {
  return inTenant(db, tenantId, async (trx) => {
    const all = [...new Set([...requestIds, ...(await pendingRequests(trx))])]
    const { status } = await findTenant(trx)
    if (status === 'paused' || status === 'removed') {
      await serveRequests(trx, all)
      if (all.length > 0) {
        // Whoever asked before the pause is told that nothing came of it.
        await beginRunRow(trx, { runId, workflowId, trigger })
        await finishRun(trx, { runId, state: 'cancelled' })
        await announceSync(trx)
      }
      return { requestIds: all, paused: true }
    }
    await beginRunRow(trx, { runId, workflowId, trigger })
    const { entities } = await trx
      .selectFrom('sync_runs')
      .select('entities')
      .where('run_id', '=', runId)
      .executeTakeFirstOrThrow()
    const undone = Object.entries(entities).map(
      ([entity, { read, changed, rejected }]) =>
        [entity, { read, changed, rejected, readBefore: read, total: null, done: false }] as const,
    )
    if (undone.length > 0) await updateRunProgress(trx, runId, Object.fromEntries(undone))
    await announceSync(trx)
    const taken = await takeDeliveries(trx, runId)
    // Of very many the ids are not worth asking for one by one.
    const whole = taken.shop || taken.objects > MAX_CHANGED_IDS
    const objects = Math.min(taken.objects, MAX_CHANGED_IDS)
    return { requestIds: all, paused: false, inbox: { objects, whole } }
  })
}
