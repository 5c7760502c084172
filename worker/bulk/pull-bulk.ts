import { inTenant } from '@tidemark/db'
import { type BulkRead, endBulkRead, loadBulkRead, moveBulkRead } from '@tidemark/db/bulk'
import {
  loadCursor,
  raiseFence,
  saveCoverage,
  saveCursor,
  type SyncCursor,
} from '@tidemark/db/ingest'
import type { Attempt } from '../activities/attempt.ts'
import type { Dependencies } from '../activities/dependencies.ts'
import { type PageSource, probe } from '../activities/fetch-page.ts'
import { addProgress } from '../activities/run-progress.ts'
import { toCoverageGaps } from '../activities/to-coverage-gaps.ts'
import type { ChunkResult, PullInput } from '../activities/types.ts'
import { describeGap } from '../shopify/optional-fields.ts'
import { patiently } from '../shopify/patient-client.ts'
import type { BulkReader } from './bulk-reader.ts'
import { createBatchWriter } from './batch-writer.ts'
import { BulkFileError } from './errors.ts'
import { type BulkContext, followOperation } from './follow-operation.ts'
import { mergeKept } from './merge-kept.ts'
import { readFile } from './read-file.ts'
import { fallBack, tryAgain } from './try-again.ts'
import { windowFilter } from './windows.ts'

/** All that a chunk of a reading works with. */
export type BulkPull<Row> = BulkContext & {
  reader: BulkReader<Row>
  source: PageSource<Row>
  input: PullInput
  read: BulkRead
  cursor: SyncCursor
  fence: bigint
}

/**
 * One bounded chunk of a reading by bulk operations: starts the operation of its first window, looks
 * whether it is done, streams its file into the mirror, joins what stood apart, and goes on to the
 * next window. Where it stands is in Postgres. The watermark moves once, at the end: to the time at
 * which Shopify made the first operation. Never done by itself: what changed meanwhile is read by
 * pages afterwards.
 */
export async function pullBulk<Row extends { id: string }>(
  deps: Dependencies,
  reader: BulkReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<ChunkResult> {
  const pull = await openPull(deps, reader, input, attempt)
  const { read } = pull
  const [window] = read.windows
  if (!window) return await complete(pull)
  const filter = windowFilter(window, read.updatedSince)
  if (read.operationId === null) await probe(pull.source, filter)
  const { gaps } = pull.source.optional
  const without = new Set(gaps.map(({ field }) => pull.source.optional.variables[field] ?? field))
  const followed = await followOperation(pull, read, reader.query({ filter, without }))
  if (followed.kind === 'refused') return await fallBack(pull, followed.why)
  if (followed.kind === 'failed') return await tryAgain(pull, followed.why)
  if (followed.kind === 'waiting') return await wait(pull, followed)
  try {
    const { ended } = await readFile(pull, followed.operation, read, createBatchWriter(pull))
    if (!ended || !(await mergeKept(pull))) return await chunk(pull, {})
    return await nextWindow(pull)
  } catch (error) {
    if (error instanceof BulkFileError) return await tryAgain(pull, error.message)
    throw error
  }
}

async function openPull<Row>(
  deps: Dependencies,
  reader: BulkReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<BulkPull<Row>> {
  const { tenantId } = input
  const { pages } = reader
  const { entity } = pages
  const shop = await deps.shopify.open(tenantId)
  const client = patiently(shop.client)
  const target = { entity, purpose: 'mirror' } as const
  const { read, fence, cursor } = await inTenant(deps.db, tenantId, async (trx) => ({
    fence: await raiseFence(trx, entity),
    cursor: await loadCursor(trx, entity),
    read: await loadBulkRead(trx, target),
  }))
  if (!read) throw new Error(`No reading of ${entity} by bulk operations has been begun.`)
  const source = {
    client,
    reader: pages,
    sizes: shop.pageSizes(entity, pages.pageSizes),
    optional: { variables: pages.optional, gaps: [] },
    caller: attempt.caller,
  }
  return { deps, tenantId, client, target, attempt, reader, source, input, read, cursor, fence }
}

/** Shopify is still preparing the file. */
async function wait<Row>(
  pull: BulkPull<Row>,
  { prepared, waitMs }: { prepared: number; waitMs: number },
): Promise<ChunkResult> {
  return { ...(await chunk(pull, { prepared })), waitMs }
}

/** Says how far the reading has come. */
async function chunk<Row>(
  pull: BulkPull<Row>,
  { prepared = null }: { prepared?: number | null },
): Promise<ChunkResult> {
  const { deps, tenantId, input, target, source } = pull
  const gaps = source.optional.gaps.map((gap) => `${target.entity}.${describeGap(gap)}`)
  const figures = { mode: 'bulk', prepared, total: input.total, done: false } as const
  const progress = await inTenant(deps.db, tenantId, async (trx) => {
    if (source.optional.gaps.length > 0) {
      const found = toCoverageGaps(target.entity, source.optional.gaps, input)
      await saveCoverage(trx, target.entity, { gaps: found })
    }
    return addProgress(trx, input.runId, target.entity, figures, { gaps })
  })
  return { done: false, progress, gaps }
}

/** The first window has been written: on to the next, or to the end. */
async function nextWindow<Row>(pull: BulkPull<Row>): Promise<ChunkResult> {
  const { deps, tenantId, target, fence, read } = pull
  const windows = read.windows.slice(1)
  if (windows.length === 0) return await complete(pull)
  await inTenant(deps.db, tenantId, async (trx) => {
    await saveCursor(trx, target.entity, fence, {})
    await moveBulkRead(trx, target, { windows, ...AT_START })
  })
  return await chunk(pull, {})
}

/** Where the reading of a window begins. */
export const AT_START = {
  operationId: null,
  prepared: 0,
  position: 0,
  objectsRead: 0,
  rootsRead: 0,
}

/**
 * The reading is done. A first one found every id that there is; after another one the ids have to be
 * compared, since what it did not find may have vanished.
 */
async function complete<Row>(pull: BulkPull<Row>): Promise<ChunkResult> {
  const { deps, tenantId, target, fence, cursor, read } = pull
  const { entity } = target
  const isFirst = cursor.watermarkAt === null
  const isResync = cursor.resyncRequestedAt !== null
  await inTenant(deps.db, tenantId, async (trx) => {
    const { beganAt } = (await loadBulkRead(trx, target)) ?? read
    await endBulkRead(trx, target)
    await saveCursor(trx, entity, fence, {
      ...(isFirst || isLater(beganAt, cursor.watermarkAt)
        ? { watermarkAt: beganAt, watermarkId: null }
        : {}),
      pageCursor: null,
      walkQuery: null,
      walkStartedAt: null,
      resyncRequestedAt: null,
    })
    if (isFirst) await saveCoverage(trx, entity, { comparedAt: beganAt })
    else if (isResync) await saveCoverage(trx, entity, { comparedAt: null })
  })
  return await chunk(pull, {})
}

const isLater = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && Date.parse(a) > Date.parse(b)
