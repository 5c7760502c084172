import { inTenant } from '@tidemark/db'
import { dropBulkLines, endBulkRead, moveBulkRead } from '@tidemark/db/bulk'
import { saveCursor } from '@tidemark/db/ingest'
import { fetchOldestTime } from '../fetch-page.ts'
import { addProgress } from '../run-progress.ts'
import type { ChunkResult } from '../types.ts'
import { beginWalk, toCursor } from '../walk-position.ts'
import { AT_START, type BulkPull } from './bulk-pull.ts'
import { retryWindows } from './windows.ts'

/** Before a failed operation is tried again. */
const PAUSE_MS = 1_000

const NEXT = {
  again: 'trying once more',
  narrower: 'trying in narrower windows',
}

/**
 * An operation came to nothing, or its file is not whole: what was kept of it is dropped, the
 * watermark stays, and the window is tried once more, then in narrower windows, then by pages.
 */
export async function tryAgain<Row>(pull: BulkPull<Row>, why: string): Promise<ChunkResult> {
  const { deps, tenantId, target, input, read, source, fence } = pull
  const { entity } = target
  const oldest = await fetchOldestTime(source)
  const retry = retryWindows(read.windows, { oldest, now: input.asOf })
  if (retry.kind === 'give up') return await fallBack(pull, why)
  const note = `${entity}: a bulk operation came to nothing (${why}), ${NEXT[retry.kind]}`
  const progress = await inTenant(deps.db, tenantId, async (trx) => {
    await saveCursor(trx, entity, fence, {})
    if (entity !== 'customers') await dropBulkLines(trx, entity, 'all')
    await moveBulkRead(trx, target, { windows: retry.windows, ...AT_START })
    return addProgress(trx, input.runId, entity, { mode: 'bulk' }, { notes: [note] })
  })
  return { done: false, progress, gaps: [], notes: [note], waitMs: PAUSE_MS }
}

/** No bulk operation will do it: the walk begins where the reading began, by pages. */
export async function fallBack<Row>(pull: BulkPull<Row>, why: string): Promise<ChunkResult> {
  const { deps, tenantId, target, input, cursor, reader, read, fence } = pull
  const { entity } = target
  const note = `${entity}: read by pages, because bulk operations came to nothing (${why})`
  const watermark = read.updatedSince === null ? null : cursor.watermarkAt
  const walk = beginWalk(watermark, reader.pages.lookBackMs)
  const progress = await inTenant(deps.db, tenantId, async (trx) => {
    await endBulkRead(trx, target)
    await saveCursor(trx, entity, fence, { ...toCursor(walk), walkStartedAt: null })
    const figures = { mode: 'pages', prepared: null } as const
    return addProgress(trx, input.runId, entity, figures, { notes: [note] })
  })
  return { done: false, progress, gaps: [], notes: [note] }
}
