import { inTenant } from '@tidemark/db'
import { type KeptLine, keepBulkLines, moveBulkRead } from '@tidemark/db/bulk'
import { type RejectedRow, rejectRows, saveCursor } from '@tidemark/db/ingest'
import { toNumericId } from '../../shopify/gid.ts'
import { addProgress } from '../run-progress.ts'
import type { BulkPull } from './bulk-pull.ts'
import { joinLines, toKeptLines } from './join-lines.ts'
import { mapTrees } from './map-trees.ts'
import type { BatchWriter } from './read-file.ts'

/** What is made of a stretch of the file. */
type Part<Row> = { roots: number; whole: Row[]; rejected: RejectedRow[]; kept: KeptLine[] }

/**
 * Writes stretches of a file. Objects that are surely whole go into the mirror; what may lack children,
 * and children without their parent, is kept until the file has ended. The rows, what is kept, the
 * place in the file and the run's figures are one transaction, under the walk's fence.
 *
 * Over a mirror that holds something already everything is kept: then no half object can take a whole
 * one's place, and nothing is written before the file has proved itself.
 */
export function createBatchWriter<Row extends { id: string }>(
  pull: BulkPull<Row>,
): BatchWriter<Part<Row>> {
  const { deps, tenantId, target, input, reader, cursor, fence, attempt } = pull
  const { entity } = target
  const keepsAll = cursor.watermarkAt !== null && entity !== 'customers'
  return {
    async prepare({ lines, roots: count }) {
      const { roots, strays } = joinLines(lines)
      const mapped = keepsAll ? null : await mapTrees(pull, roots)
      const whole = mapped?.rows.filter((row) => reader.isWhole(row)) ?? []
      const rejected = mapped?.rejected ?? []
      const settled = new Set([...whole.map(({ id }) => id), ...rejected.map(idOf)])
      const left = roots.filter(({ line }) => !settled.has(toNumericId(line.id)))
      reader.inspect(whole)
      return { roots: count, whole, rejected, kept: [...left, ...strays].flatMap(toKeptLines) }
    },
    async write(parts, place) {
      const rejected = parts.flatMap((part) => part.rejected)
      const progress = await inTenant(deps.db, tenantId, async (trx) => {
        const rows = parts.flatMap(({ whole }) => whole)
        const force = cursor.resyncRequestedAt !== null
        const written = await reader.pages.ingest(trx, rows, { runId: input.runId, force })
        if (rejected.length > 0) await rejectRows(trx, rejected, input)
        const kept = parts.flatMap((part) => part.kept)
        if (entity !== 'customers') await keepBulkLines(trx, entity, kept)
        await moveBulkRead(trx, target, place)
        await saveCursor(trx, entity, fence, {})
        return addProgress(trx, input.runId, entity, {
          read: parts.reduce((sum, { roots }) => sum + roots, 0),
          changed: written.changed,
          rejected: written.rejected + rejected.length,
          total: input.total,
          mode: 'bulk',
          prepared: null,
          done: false,
        })
      })
      attempt.progress({ ...progress, position: place.position })
    },
  }
}

const idOf = ({ entityId }: RejectedRow): string => entityId
