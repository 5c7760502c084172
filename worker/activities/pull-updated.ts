import { commitUnwaited, inTenant } from '@tidemark/db'
import {
  type CoverageChange,
  loadCursor,
  raiseFence,
  rejectRows,
  saveCoverage,
  saveCursor,
  type SyncCursor,
} from '@tidemark/db/ingest'
import { ShopifyCursorError, ShopifyServerError } from '../shopify/errors.ts'
import { lastOf, type MappedNodes } from '../shopify/mapped-page.ts'
import { describeGap } from '../shopify/optional-fields.ts'
import type { Attempt } from './attempt.ts'
import { type Dependencies, isChunkFull } from './dependencies.ts'
import type { EntityReader } from './entity-reader.ts'
import {
  createPageSource,
  fetchNewest,
  fetchNewestTime,
  fetchPage,
  type Page,
  type PageSource,
} from './fetch-page.ts'
import { addProgress } from './run-progress.ts'
import { toCoverageGaps, visibleFrom } from './to-coverage-gaps.ts'
import type { ChunkResult, PullInput } from './types.ts'
import { advance, beginWalk, fromCursor, toCursor, type WalkPosition } from './walk-position.ts'

/** A page, and the position that it was read at. */
type Fetched = { page: Page; position: WalkPosition }

/**
 * One bounded chunk of a walk over what changed since the watermark. Each page's rows, the cursor
 * that leads past them and the run's figures are one transaction, under a fence that a newer
 * attempt raises: a crash repeats at most one page, and a lost attempt can write nothing. Only the
 * chunk's last page waits for the disk, and with it for all before. While a page is written the next
 * one is fetched.
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
  const source = createPageSource(shop, reader, attempt.caller)
  const { fence, cursor } = await inTenant(db, tenantId, async (trx) => ({
    fence: await raiseFence(trx, reader.entity),
    cursor: { ...(await loadCursor(trx, reader.entity)) },
  }))
  const underWay = fromCursor(cursor)
  const begun = underWay ?? beginWalk(cursor.watermarkAt, reader.lookBackMs)
  const force = cursor.resyncRequestedAt !== null
  const newest =
    underWay || cursor.watermarkAt === null ? null : await fetchNewest(source, cursor.watermarkAt)
  let fetching = newest
    ? Promise.resolve({ page: newest, position: begun })
    : fetchOrRestart(source, cursor, begun)

  for (let pages = 1; ; pages += 1) {
    const { page, position, rows, rejected } = await mapOrShrink(source, cursor, fetching)
    const seen = { ...page, rows: page.nodes.length, last: lastOf(page.nodes) }
    const next = advance(position, seen, deps.limits.listing)
    const moved = await moveCursor(source, { cursor, position, page, next })
    const isLast = next === null || isChunkFull(deps, { pages, elapsed: attempt.elapsed() })
    if (!isLast) fetching = quietly(fetchOrRestart(source, { ...cursor, ...moved }, next))

    const gaps = source.optional.gaps.map((gap) => `${reader.entity}.${describeGap(gap)}`)
    const { progress, changed } = await inTenant(db, tenantId, async (trx) => {
      if (!isLast) await commitUnwaited(trx)
      const written = await reader.ingest(trx, rows, { runId, force })
      if (rejected.length > 0) await rejectRows(trx, rejected, { runId })
      await saveCursor(trx, reader.entity, fence, {
        ...moved,
        ...(force && next === null ? { resyncRequestedAt: null } : {}),
      })
      if (next === null) {
        const coverage = coverageOf(source, input, { from: position.from, force })
        await saveCoverage(trx, reader.entity, coverage)
      }
      const figures = {
        read: page.nodes.length,
        changed: written.changed,
        rejected: written.rejected + rejected.length,
        // The shop's count says something only of a walk through all of it.
        ...(position.from === null ? { total: input.total } : {}),
        mode: 'pages',
        prepared: null,
        done: next === null,
      } as const
      const progress = await addProgress(trx, runId, reader.entity, figures, { gaps })
      return { progress, changed: written.changed }
    })
    if (reader.entity === 'orders') deps.drains?.wrote(input, changed)
    Object.assign(cursor, moved)
    attempt.progress({ ...progress, pages, pageSize: source.sizes.size })
    if (isLast) return { done: next === null, progress, gaps }
  }
}

/**
 * What a walk that has come to its end says of the mirror. One from the shop's beginning has seen all
 * ids of an empty mirror; of one that held something already, some may have vanished.
 */
function coverageOf<Row>(
  { reader, optional }: PageSource<Row>,
  input: PullInput,
  { from, force }: { from: string | null; force: boolean },
): CoverageChange {
  return {
    completeFrom: visibleFrom(reader.entity, input),
    completeTo: input.asOf,
    gaps: toCoverageGaps(reader.entity, optional.gaps, input),
    ...(from === null ? { comparedAt: force ? null : input.asOf } : {}),
  }
}

/** Pages whose objects Shopify does not let us read to their ends hold fewer objects next time. */
async function mapOrShrink<Row>(
  source: PageSource<Row>,
  cursor: SyncCursor,
  fetching: Promise<Fetched>,
): Promise<Fetched & MappedNodes<Row>> {
  for (let fetched = await fetching; ;) {
    try {
      const { client, reader, caller } = source
      return { ...fetched, ...(await reader.toRows(client, fetched.page.nodes, caller)) }
    } catch (error) {
      if (!(error instanceof ShopifyServerError) || !source.sizes.shrink()) throw error
      fetched = await fetchOrRestart(source, cursor, fetched.position)
    }
  }
}

/** A page that nobody may come to fetch, because the one before it could not be written. */
function quietly<T>(fetching: Promise<T>): Promise<T> {
  fetching.catch(() => undefined)
  return fetching
}

/** A cursor that Shopify no longer takes: the walk starts again at its watermark, once. */
async function fetchOrRestart<Row>(
  source: PageSource<Row>,
  { watermarkAt }: Pick<SyncCursor, 'watermarkAt'>,
  position: WalkPosition,
): Promise<Fetched> {
  try {
    return { page: await fetchPage(source, position), position }
  } catch (error) {
    if (!(error instanceof ShopifyCursorError) || position.after === null) throw error
    const anew = beginWalk(watermarkAt, source.reader.lookBackMs)
    return { page: await fetchPage(source, anew), position: anew }
  }
}

/** What a page moves: by time the watermark goes with it, by id only at the walk's end. */
async function moveCursor<Row>(
  source: PageSource<Row>,
  step: Fetched & { cursor: SyncCursor; next: WalkPosition | null },
): Promise<Partial<SyncCursor>> {
  const { cursor, position, next } = step
  const under = next ? toCursor(next) : { pageCursor: null, walkQuery: null, walkStartedAt: null }
  if (position.mode === 'id') {
    return next ? under : { ...under, watermarkAt: cursor.walkStartedAt, watermarkId: null }
  }
  const startedAt = next?.mode === 'id' ? { walkStartedAt: await fetchNewestTime(source) } : {}
  const last = lastOf(step.page.nodes)
  const isLater =
    last !== null &&
    (cursor.watermarkAt === null || Date.parse(last.updatedAt) >= Date.parse(cursor.watermarkAt))
  const watermark = isLater ? { watermarkAt: last.updatedAt, watermarkId: last.id } : {}
  return { ...under, ...startedAt, ...watermark }
}
