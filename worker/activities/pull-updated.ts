import { inTenant } from '@tidemark/db'
import {
  loadCursor,
  raiseFence,
  rejectRows,
  saveCursor,
  type SyncCursor,
} from '@tidemark/db/ingest'
import { ShopifyCursorError } from '../shopify/errors.ts'
import { lastOf } from '../shopify/mapped-page.ts'
import { describeGap } from '../shopify/optional-fields.ts'
import { patiently } from '../shopify/patient-client.ts'
import type { Attempt } from './attempt.ts'
import { type Dependencies, isChunkFull } from './dependencies.ts'
import type { EntityReader } from './entity-reader.ts'
import { fetchNewestTime, fetchPage, type Page, type PageSource } from './fetch-page.ts'
import { addProgress } from './run-progress.ts'
import type { ChunkResult, PullInput } from './types.ts'
import { advance, beginWalk, fromCursor, toCursor, type WalkPosition } from './walk-position.ts'

/** Where a walk stands between two of its batches; what is committed, and nothing more. */
type Walk = {
  fence: bigint
  cursor: SyncCursor
  position: WalkPosition
}

/**
 * One bounded chunk of a walk over what changed since the watermark. Each page's rows, the cursor
 * that leads past them and the run's figures are one transaction, under a fence that a newer
 * attempt raises: a crash repeats at most one page, and a lost attempt can write nothing.
 */
export async function pullUpdated<Row>(
  deps: Dependencies,
  reader: EntityReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<ChunkResult> {
  const { db, shopify } = deps
  const { tenantId, runId } = input
  const shop = await shopify.open(tenantId)
  const source: PageSource<Row> = {
    client: patiently(shop.client),
    reader,
    sizes: shop.pageSizes(reader.entity, reader.pageSizes),
    optional: { variables: reader.optional, gaps: [] },
    caller: attempt.caller,
  }
  const walk = await inTenant(db, tenantId, async (trx): Promise<Walk> => {
    const fence = await raiseFence(trx, reader.entity)
    const cursor = await loadCursor(trx, reader.entity)
    const begun = beginWalk(cursor.watermarkAt, reader.lookBackMs)
    return { fence, cursor, position: fromCursor(cursor) ?? begun }
  })

  for (let pages = 1; ; pages += 1) {
    const page = await fetchOrRestart(source, walk)
    const { rows, rejected } = await reader.toRows(source.client, page.nodes, attempt.caller)
    const seen = {
      ...page,
      rows: page.nodes.length,
      last: lastOf(page.nodes),
    }
    const next = advance(walk.position, seen, deps.limits.listing)
    const moved = await moveCursor(source, walk, page, next)

    const gaps = source.optional.gaps.map((gap) => `${reader.entity}.${describeGap(gap)}`)
    const progress = await inTenant(db, tenantId, async (trx) => {
      const written = await reader.ingest(trx, rows, { runId })
      if (rejected.length > 0) await rejectRows(trx, rejected, { runId })
      await saveCursor(trx, reader.entity, walk.fence, moved)
      const figures = {
        read: page.nodes.length,
        changed: written.changed,
        rejected: written.rejected + rejected.length,
        // The shop's count says something only of a walk through all of it.
        total: walk.position.from === null ? input.total : null,
        done: next === null,
      }
      return addProgress(trx, runId, reader.entity, figures, gaps)
    })

    attempt.progress({ ...progress, pages, pageSize: source.sizes.size })
    Object.assign(walk.cursor, moved)
    const chunk = { progress, gaps }
    if (next === null) return { done: true, ...chunk }
    walk.position = next
    if (isChunkFull(deps, { pages, elapsed: attempt.elapsed() })) return { done: false, ...chunk }
  }
}

/** A cursor that Shopify no longer takes: the walk starts again at its watermark, once. */
async function fetchOrRestart<Row>(source: PageSource<Row>, walk: Walk): Promise<Page> {
  try {
    return await fetchPage(source, walk.position)
  } catch (error) {
    if (!(error instanceof ShopifyCursorError) || walk.position.after === null) throw error
    walk.position = beginWalk(walk.cursor.watermarkAt, source.reader.lookBackMs)
    return await fetchPage(source, walk.position)
  }
}

/** What a page moves: by time the watermark goes with it, by id only at the walk's end. */
async function moveCursor<Row>(
  source: PageSource<Row>,
  { cursor, position }: Walk,
  { nodes }: Page,
  next: WalkPosition | null,
): Promise<Partial<SyncCursor>> {
  const under = next ? toCursor(next) : { pageCursor: null, walkQuery: null, walkStartedAt: null }
  if (position.mode === 'id') {
    return next ? under : { ...under, watermarkAt: cursor.walkStartedAt, watermarkId: null }
  }
  const startedAt = next?.mode === 'id' ? { walkStartedAt: await fetchNewestTime(source) } : {}
  const last = lastOf(nodes)
  const isLater =
    last !== null &&
    (cursor.watermarkAt === null || Date.parse(last.updatedAt) >= Date.parse(cursor.watermarkAt))
  const watermark = isLater ? { watermarkAt: last.updatedAt, watermarkId: last.id } : {}
  return { ...under, ...startedAt, ...watermark }
}
