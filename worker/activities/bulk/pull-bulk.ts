import { inTenant } from '@tidemark/db'
import { endBulkRead, loadBulkRead, moveBulkRead } from '@tidemark/db/bulk'
import { saveCoverage, saveCursor } from '@tidemark/db/ingest'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'
import { probe } from '../fetch-page.ts'
import { addProgress } from '../run-progress.ts'
import { toCoverageGaps } from '../to-coverage-gaps.ts'
import type { ChunkResult, PullInput } from '../types.ts'
import { describeGap, leftOut } from '../../shopify/optional-fields.ts'
import { AT_START, type BulkPull, openPull } from './bulk-pull.ts'
import type { BulkReader } from './bulk-reader.ts'
import { keepsAll, openTransaction } from './transaction.ts'
import { BulkFileError } from './errors.ts'
import { followOperation } from './follow-operation.ts'
import { mergeKept } from './merge-kept.ts'
import { readFile } from './read-file.ts'
import { fallBack, tryAgain } from './try-again.ts'
import { windowFilter } from './windows.ts'

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
  const { read, target } = pull
  const [window] = read.windows
  if (!window) throw new Error(`A reading of ${target.entity} has no window.`)
  const filter = windowFilter(window, read.updatedSince)
  if (read.operationId === null) await probe(pull.source, filter)
  const { optional } = pull.source
  const left = [...leftOut(pull.client, optional)]
  const without = new Set(left.map((field) => optional.variables[field] ?? field))
  const followed = await followOperation(pull, read, reader.query({ filter, without }))
  if (followed.kind === 'refused') return await fallBack(pull, followed.why)
  if (followed.kind === 'failed') return await tryAgain(pull, followed.why)
  if (followed.kind === 'waiting') return await wait(pull, followed)
  const { operation } = followed
  try {
    const { ended } = await readFile(pull, operation, read, {
      open: () => openTransaction(pull),
      spelling: keepsAll(pull) ? undefined : reader.spelling,
    })
    if (!ended || !(await mergeKept(pull))) return await chunk(pull, {})
    return await nextWindow(pull, read.rootsBefore + operation.rootObjectCount)
  } catch (error) {
    if (error instanceof BulkFileError) return await tryAgain(pull, error.message)
    throw error
  }
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

/**
 * The first window has been written: on to the next, or to the end. A reading of everything that found
 * nothing, where Shopify counts something, is not believed.
 */
async function nextWindow<Row>(pull: BulkPull<Row>, rootsBefore: number): Promise<ChunkResult> {
  const { deps, tenantId, target, fence, input, read } = pull
  const windows = read.windows.slice(1)
  if (windows.length === 0 && rootsBefore === 0 && read.updatedSince === null && input.total) {
    return await fallBack(pull, `nothing was found, but Shopify counts ${input.total}`)
  }
  if (windows.length === 0) return await complete(pull)
  await inTenant(deps.db, tenantId, async (trx) => {
    await saveCursor(trx, target.entity, fence, {})
    await moveBulkRead(trx, target, { windows, rootsBefore, ...AT_START })
  })
  return await chunk(pull, {})
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
