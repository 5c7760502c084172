import { commitUnwaited, inTenant, type TenantTrx } from '@tidemark/db'
import { type KeptLine, keepBulkLines, moveBulkRead } from '@tidemark/db/bulk'
import { type IngestResult, type RejectedRow, rejectRows, saveCursor } from '@tidemark/db/ingest'
import { toNumericId } from '../../shopify/gid.ts'
import { addProgress } from '../run-progress.ts'
import type { BulkPull } from './bulk-pull.ts'
import { type Batch, cut } from './cut-batches.ts'
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
export function openTransaction<Row extends { id: string }>(pull: BulkPull<Row>): Transaction<Row> {
  const { deps, tenantId, target, input, reader, fence, attempt } = pull
  const { entity } = target
  const stage = reader.openStage?.() ?? openList(pull)
  const rejected: RejectedRow[] = []
  const kept: KeptLine[] = []
  const texts: Block[][] = []
  let roots = 0

  return {
    async add(batch) {
      const rest = await sort(pull, batch, (row) => stage.add(row))
      rejected.push(...rest.rejected)
      kept.push(...rest.kept)
      texts.push(batch.texts)
      roots += batch.roots
    },
    async write(place) {
      const { progress, changed } = await inTenant(deps.db, tenantId, async (trx) => {
        await commitUnwaited(trx)
        const written =
          (await stage.write(trx)) ?? (await compareAndWrite(pull, trx, texts, rejected))
        if (rejected.length > 0) await rejectRows(trx, rejected, input)
        if (entity !== 'customers') await keepBulkLines(trx, entity, kept)
        await moveBulkRead(trx, target, place)
        await saveCursor(trx, entity, fence, {})
        const progress = await addProgress(trx, input.runId, entity, {
          read: roots,
          changed: written.changed,
          rejected: written.rejected + rejected.length,
          total: input.total,
          mode: 'bulk',
          prepared: null,
          done: false,
        })
        return { progress, changed: written.changed }
      })
      if (entity === 'orders') deps.drains?.wrote(input, changed)
      attempt.progress({ ...progress, position: place.position })
    },
  }
}

/** What of a batch is not taken. */
type Rest = { rejected: RejectedRow[]; kept: KeptLine[] }

/**
 * Roots with all that stands behind them are taken as they are, unless something that lacks its parent
 * in this stretch may be theirs: then all of it is joined line by line.
 * @param take is given every object that is surely whole, and may say why it can't be mirrored
 */
async function sort<Row extends { id: string }>(
  pull: BulkPull<Row>,
  { wholes, lines }: Pick<Batch<Row>, 'wholes' | 'lines'>,
  take: (row: Row) => string | undefined,
): Promise<Rest> {
  const isTornApart = lines.length > 0 && joinLines(lines).strays.length > 0
  const rejected: RejectedRow[] = []
  const toJoin: BulkLine[] = []
  for (const { row, block, from, to } of wholes) {
    if (isTornApart || !pull.reader.isWhole(row)) toJoin.push(...parseLines(cut(block, from, to)))
    else rejected.push(...takeRow(pull, row, take))
  }
  toJoin.push(...lines)
  if (toJoin.length === 0) return { rejected, kept: [] }
  const rest = await sortLines(pull, toJoin, take)
  return { rejected: [...rejected, ...rest.rejected], kept: rest.kept }
}

/** Joins the lines as far as that goes. */
async function sortLines<Row extends { id: string }>(
  pull: BulkPull<Row>,
  lines: readonly BulkLine[],
  take: (row: Row) => string | undefined,
): Promise<Rest> {
  const { roots, strays } = joinLines(lines)
  if (keepsAll(pull)) return { rejected: [], kept: [...roots, ...strays].flatMap(toKeptLines) }
  const { rows, rejected } = await mapTrees(pull, roots)
  const settled = new Set(rejected.map(({ entityId }) => entityId))
  for (const row of rows) {
    if (!pull.reader.isWhole(row)) continue
    settled.add(row.id)
    rejected.push(...takeRow(pull, row, take))
  }
  const left = roots.filter(({ line }) => !settled.has(toNumericId(line.id)))
  return { rejected, kept: [...left, ...strays].flatMap(toKeptLines) }
}

/** Whether everything is to be kept until the file has ended, see `openTransaction`. */
export function keepsAll<Row>({ cursor, target }: BulkPull<Row>): boolean {
  return cursor.watermarkAt !== null && target.entity !== 'customers'
}

function takeRow<Row extends { id: string }>(
  { target: { entity } }: BulkPull<Row>,
  row: Row,
  take: (row: Row) => string | undefined,
): RejectedRow[] {
  const reason = take(row)
  return reason === undefined ? [] : [{ entity, entityId: row.id, json: row, reason }]
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
    await sortLines(pull, lines, (row) => (refused.has(row.id) ? undefined : list.add(row)))
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
