import { inTenant } from '@tidemark/db'
import { countDirty, foldProductMonths, refreshRollups } from '@tidemark/db/ingest'
import type { Attempt } from './attempt.ts'
import { type Dependencies, isChunkFull } from './dependencies.ts'
import { addProgress, loadReadInRound } from './run-progress.ts'
import type { ChunkResult, RunRef } from './types.ts'

/** Brings the rollups up to date with the orders and customers that batches have marked. */
export async function aggregate(
  deps: Dependencies,
  { tenantId, runId }: RunRef,
  attempt: Attempt,
): Promise<ChunkResult> {
  const { db } = deps
  const total = await inTenant(db, tenantId, async (trx) => {
    const { orders, customers } = await countDirty(trx)
    return (await loadReadInRound(trx, runId, 'aggregation')) + orders + customers
  })
  let latest: object = {}
  // A rebuild is one long transaction: it moves, and can be cancelled, all the same.
  const onProgress = (): void => {
    attempt.caller.signal.throwIfAborted()
    attempt.progress(latest)
  }
  for (;;) {
    const { progress, done, stuck } = await inTenant(db, tenantId, async (trx) => {
      const { orders, customers, compared, done } = await refreshRollups(trx, { onProgress })
      const drained = orders + customers
      const figures = { read: drained, changed: drained, total, done }
      const progress = await addProgress(trx, runId, 'aggregation', figures)
      return { done, stuck: !done && drained + compared === 0, progress }
    })
    latest = progress
    attempt.progress(progress)
    attempt.caller.signal.throwIfAborted()
    // What is left is held by a batch that is being written.
    if (stuck) await attempt.caller.pause(200)
    if (done) await foldMonths(deps, tenantId, () => attempt.progress(progress))
    if (done || isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() }))
      return { done, progress, gaps: [] }
  }
}

/** What is not folded is only slower to read, so the end of the chunk need not wait for the last. */
async function foldMonths(
  { db, limits, stopping }: Dependencies,
  tenantId: string,
  progress: () => void,
): Promise<void> {
  const maxMonths = 6
  const startedAt = performance.now()
  let folded = maxMonths
  while (folded === maxMonths && !stopping.aborted && performance.now() - startedAt < limits.ms) {
    folded = await inTenant(db, tenantId, (trx) => foldProductMonths(trx, { maxMonths }))
    progress()
  }
}
