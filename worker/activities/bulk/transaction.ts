import { inTenant, type TenantTrx } from '@tidemark/db'
import { type KeptLine, keepBulkLines, moveBulkRead } from '@tidemark/db/bulk'
import { type IngestResult, type RejectedRow, rejectRows, saveCursor } from '@tidemark/db/ingest'
import { toNumericId } from '../../shopify/gid.ts'
import { addProgress } from '../run-progress.ts'
import type { BulkPull } from './bulk-pull.ts'
import type { Batch } from './cut-batches.ts'
import type { Block } from './download.ts'
import { type BulkLine, joinLines, parseLines, toKeptLines } from './join-lines.ts'
import { mapTrees } from './map-trees.ts'
import type { Transaction } from './read-file.ts'

/**
 * Writes a stretch of a file. Objects that are surely whole go into the mirror; what may lack children,
 * and children without their parent, is kept until the file has ended. The rows, what is kept, the
 * place in the file and the run's figures are one transaction, under the walk's fence.
 *
 * Over a mirror that holds something already everything is kept: then no half object can take a whole
 * one's place, and nothing is written before the file has proved itself.
 */
export function openTransaction<Row extends { id: string }>(pull: BulkPull<Row>): Transaction {
  const { deps, tenantId, target, input, reader, fence, attempt } = pull
  const { entity } = target
  const stage = reader.openStage?.() ?? openList(pull)
  const rejected: RejectedRow[] = []
  const kept: KeptLine[] = []
  const texts: Block[][] = []
  let roots = 0

  return {
    async add(batch: Batch) {
      const rest = await sort(pull, batch.lines, (row) => stage.add(row))
      rejected.push(...rest.rejected)
      kept.push(...rest.kept)
      texts.push(batch.texts)
      roots += batch.roots
    },
    async write(place) {
      const progress = await inTenant(deps.db, tenantId, async (trx) => {
        const written =
          (await stage.write(trx)) ?? (await compareAndWrite(pull, trx, texts, rejected))
        if (rejected.length > 0) await rejectRows(trx, rejected, input)
        if (entity !== 'customers') await keepBulkLines(trx, entity, kept)
        await moveBulkRead(trx, target, place)
        await saveCursor(trx, entity, fence, {})
        return addProgress(trx, input.runId, entity, {
          read: roots,
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

/** What of a batch is not taken. */
type Rest = { rejected: RejectedRow[]; kept: KeptLine[] }

/** @param take is given every object that is surely whole, and may say why it can't be mirrored */
async function sort<Row extends { id: string }>(
  pull: BulkPull<Row>,
  lines: readonly BulkLine[],
  take: (row: Row) => string | undefined,
): Promise<Rest> {
  const { target, reader, cursor } = pull
  const { entity } = target
  const { roots, strays } = joinLines(lines)
  const keepsAll = cursor.watermarkAt !== null && entity !== 'customers'
  if (keepsAll) return { rejected: [], kept: [...roots, ...strays].flatMap(toKeptLines) }
  const { rows, rejected } = await mapTrees(pull, roots)
  const settled = new Set(rejected.map(({ entityId }) => entityId))
  for (const row of rows) {
    if (!reader.isWhole(row)) continue
    settled.add(row.id)
    const reason = take(row)
    if (reason !== undefined) rejected.push({ entity, entityId: row.id, json: row, reason })
  }
  const left = roots.filter(({ line }) => !settled.has(toNumericId(line.id)))
  return { rejected, kept: [...left, ...strays].flatMap(toKeptLines) }
}

/** Somebody else has written some of these meanwhile: they are read once more, and compared. */
async function compareAndWrite<Row extends { id: string }>(
  pull: BulkPull<Row>,
  trx: TenantTrx,
  texts: readonly (readonly Block[])[],
  rejected: readonly RejectedRow[],
): Promise<IngestResult> {
  const refused = new Set(rejected.map(({ entityId }) => entityId))
  const list = openList(pull)
  for (const blocks of texts) {
    const lines = blocks.flatMap((block) => [...parseLines(block)])
    await sort(pull, lines, (row) => (refused.has(row.id) ? undefined : list.add(row)))
  }
  return await list.write(trx)
}

/** Rows as they are, for a reader that makes nothing ready. */
function openList<Row>({ reader, input, cursor }: BulkPull<Row>) {
  const rows: Row[] = []
  return {
    add(row: Row): undefined {
      rows.push(row)
    },
    write(trx: TenantTrx): Promise<IngestResult> {
      const force = cursor.resyncRequestedAt !== null
      return reader.pages.ingest(trx, rows, { runId: input.runId, force })
    },
  }
}
