import { inTenant } from '@tidemark/db'
import { keepBulkLines, moveBulkRead } from '@tidemark/db/bulk'
import { rejectRows, saveCursor } from '@tidemark/db/ingest'
import { addProgress } from '../run-progress.ts'
import { joinLines, toKeptLines, type Tree } from './join-lines.ts'
import { mapTrees } from './map-trees.ts'
import type { BulkPull } from './bulk-pull.ts'
import type { Prepare } from './read-file.ts'

/**
 * Writes batches of a file. Objects that are surely whole go into the mirror; what may lack children,
 * and children without their parent, is kept until the file has ended. The rows, what is kept, the
 * place in the file and the run's figures are one transaction, under the walk's fence.
 *
 * Over a mirror that holds something already everything is kept: then no half object can take a whole
 * one's place, and nothing is written before the file has proved itself.
 */
export function createBatchWriter<Row extends { id: string }>(pull: BulkPull<Row>): Prepare {
  const { deps, tenantId, target, input, reader, cursor, fence, attempt } = pull
  const { entity } = target
  const keepsAll = cursor.watermarkAt !== null
  return async (batch) => {
    const { roots, strays } = joinLines(batch.lines)
    const mapped = keepsAll ? null : await mapTrees(pull, roots)
    const whole = mapped?.rows.filter((row) => reader.isWhole(row)) ?? []
    const rejected = mapped?.rejected ?? []
    const settled = new Set([...whole.map(({ id }) => id), ...rejected.map((row) => row.entityId)])
    const kept = [...roots.filter((tree) => !settled.has(numericId(tree))), ...strays]
    return async (place) => {
      const progress = await inTenant(deps.db, tenantId, async (trx) => {
        const written = await reader.pages.ingest(trx, whole, { runId: input.runId })
        if (rejected.length > 0) await rejectRows(trx, rejected, input)
        if (entity !== 'customers') await keepBulkLines(trx, entity, kept.flatMap(toKeptLines))
        await moveBulkRead(trx, target, place)
        await saveCursor(trx, entity, fence, {})
        return addProgress(trx, input.runId, entity, {
          read: batch.roots,
          changed: written.changed,
          rejected: written.rejected + rejected.length,
          total: input.total,
          mode: 'bulk',
          prepared: null,
          done: false,
        })
      })
      attempt.progress({ ...progress, position: place.position })
    }
  }
}

const numericId = ({ line }: Tree): string => line.id.slice(line.id.lastIndexOf('/') + 1)
