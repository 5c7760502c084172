import { inTenant } from '@tidemark/db'
import { dropBulkLines, resolveBulkRoots, takeBulkRoots } from '@tidemark/db/bulk'
import { rejectRows, saveCursor } from '@tidemark/db/ingest'
import { isChunkFull } from '../dependencies.ts'
import { pullByIds } from '../pull-by-ids.ts'
import { addProgress } from '../run-progress.ts'
import { BulkFileError } from './errors.ts'
import { joinLines, parseKept } from './join-lines.ts'
import { mapTrees } from './map-trees.ts'
import type { BulkPull } from './bulk-pull.ts'

/** Objects joined and written at a time. */
const SET = 500

/**
 * Joins and writes what was kept while the file was read, now that all of it has come.
 * @returns false when the chunk is full before everything is written
 */
export async function mergeKept<Row extends { id: string }>(pull: BulkPull<Row>): Promise<boolean> {
  const { deps, tenantId, target, input, client, cursor, reader, fence, attempt } = pull
  const { entity } = target
  if (entity === 'customers') return true
  const fatherless = await inTenant(deps.db, tenantId, (trx) => resolveBulkRoots(trx, entity))
  if (fatherless > 0) throw new BulkFileError(`${fatherless} lines of the file have no parent.`)
  for (;;) {
    const roots = await inTenant(deps.db, tenantId, (trx) =>
      takeBulkRoots(trx, entity, { limit: SET }),
    )
    if (roots.length === 0) return true
    const joined = roots.map(({ rootId, lines }) => ({
      rootId,
      ...joinLines(lines.map(parseKept)),
    }))
    // Written before a late child came: what the two make together, only Shopify knows.
    const late = joined.flatMap(({ rootId, roots: [root] }) => (root ? [] : [rootId]))
    await pullByIds(deps, { ...input, client }, entity, late, attempt.caller)
    const { rows, rejected } = await mapTrees(
      pull,
      joined.flatMap(({ roots: [root] }) => root ?? []),
    )
    const progress = await inTenant(deps.db, tenantId, async (trx) => {
      const force = cursor.resyncRequestedAt !== null
      const written = await reader.pages.ingest(trx, rows, { runId: input.runId, force })
      if (rejected.length > 0) await rejectRows(trx, rejected, input)
      await dropBulkLines(
        trx,
        entity,
        roots.map(({ rootId }) => rootId),
      )
      await saveCursor(trx, entity, fence, {})
      return addProgress(trx, input.runId, entity, {
        changed: written.changed,
        rejected: written.rejected + rejected.length,
      })
    })
    attempt.progress(progress)
    attempt.caller.signal.throwIfAborted()
    if (isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() })) return false
  }
}
