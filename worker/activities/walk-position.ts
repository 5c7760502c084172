import type { SyncCursor } from '@tidemark/db/ingest'
import { findIdAfter, FIRST_ID, idsAfter } from '../shopify/ids-after.ts'

/**
 * Where a walk over changed rows stands. Two ways of walking:
 * - by time: `updated_at` ascending; every row seen moves the watermark;
 * - by id: for a window in which more rows share one time than a listing may show. All of the
 *   window is read in the order of ids, and the watermark moves only at its end, to the newest time
 *   that Shopify had when it began.
 */
export type WalkPosition = {
  mode: 'time' | 'id'
  /** ISO start of the window; null: from the beginning of the shop. */
  from: string | null
  /** By id: only rows after this one. */
  afterId: string | null
  /** Shopify's cursor within the listing; null: its first page. */
  after: string | null
  /** Rows seen in this listing. */
  rows: number
}

/** The filter for a walk that starts at its watermark, looking back for what arrived late. */
export function beginWalk(watermarkAt: string | null, lookBackMs: number): WalkPosition {
  const from = watermarkAt && toSeconds(new Date(Date.parse(watermarkAt) - lookBackMs))
  return { mode: 'time', from, afterId: null, after: null, rows: 0 }
}

/** Shopify's times have whole seconds. */
const toSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')

/** The `query:` argument; timestamps are quoted, or Shopify would cut them at the first colon. */
export function walkQuery({ from, mode, afterId }: WalkPosition): string | null {
  const terms = [
    ...(from === null ? [] : [`updated_at:>='${from}'`]),
    ...(mode === 'id' ? [idsAfter(afterId ?? FIRST_ID)] : []),
  ]
  return terms.length === 0 ? null : terms.join(' AND ')
}

/**
 * The position after a page, or null when the listing has ended.
 * @param limit rows after which a new listing begins, as Shopify stops showing them
 */
export function advance(
  position: WalkPosition,
  page: { rows: number; endCursor: string | null; last: { id: string; updatedAt: string } | null },
  limit: number,
): WalkPosition | null {
  const { endCursor, last } = page
  if (endCursor === null) return null
  const rows = position.rows + page.rows
  if (rows < limit || !last) return { ...position, after: endCursor, rows }
  const fresh = { after: null, rows: 0 }
  if (position.mode === 'id') return { ...position, ...fresh, afterId: last.id }
  if (last.updatedAt !== position.from) return { ...position, ...fresh, from: last.updatedAt }
  return { ...position, ...fresh, mode: 'id', afterId: FIRST_ID }
}

/** For the cursor row: the row count stands before Shopify's cursor. */
export function toCursor(position: WalkPosition): Pick<SyncCursor, 'pageCursor' | 'walkQuery'> {
  return {
    pageCursor: `${position.rows}:${position.after ?? ''}`,
    walkQuery: walkQuery(position),
  }
}

/** The walk under way that a cursor row describes; null between walks. */
export function fromCursor(
  cursor: Pick<SyncCursor, 'pageCursor' | 'walkQuery'>,
): WalkPosition | null {
  const stored = /^(\d+):(.*)$/s.exec(cursor.pageCursor ?? '')
  if (!stored) return null
  const afterId = findIdAfter(cursor.walkQuery ?? '')
  return {
    mode: afterId === null ? 'time' : 'id',
    from: /updated_at:>='([^']+)'/.exec(cursor.walkQuery ?? '')?.[1] ?? null,
    afterId,
    after: stored[2] ? stored[2] : null,
    rows: Number(stored[1]),
  }
}
