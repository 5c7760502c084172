import type { BulkWindow } from '@tidemark/db'

/** All of an entity. */
export const WHOLE: BulkWindow = { from: null, to: null, tries: 0 }

/** How often a window is tried before it is cut, or given up. */
const TRIES = 2

/** Into how many parts the whole is cut when operations for it keep failing. */
const PARTS = 8

/** Shorter than this, a whole is not worth cutting. */
const SHORTEST_MS = 60 * 60_000

/** The filter of a window; timestamps are quoted, or Shopify would cut them at the first colon. */
export function windowFilter({ from, to }: BulkWindow, updatedSince: string | null): string | null {
  const terms = [
    ...(from === null ? [] : [`created_at:>='${from}'`]),
    ...(to === null ? [] : [`created_at:<'${to}'`]),
    ...(updatedSince === null ? [] : [`updated_at:>='${toSeconds(Date.parse(updatedSince))}'`]),
  ]
  return terms.length === 0 ? null : terms.join(' AND ')
}

/** What to do about a window whose operation failed. */
export type Retry =
  | { kind: 'again'; windows: BulkWindow[] }
  | { kind: 'narrower'; windows: BulkWindow[] }
  | { kind: 'give up' }

/**
 * The windows to go on with after the first one's operation has failed: the same once more, then
 * narrower ones by the time of creation, which never changes; each of those gets one chance.
 * @param span ISO: when the oldest object was made, and now
 */
export function retryWindows(
  windows: readonly BulkWindow[],
  span: { oldest: string | null; now: string },
): Retry {
  const [failed, ...others] = windows
  if (!failed) return { kind: 'give up' }
  const tries = failed.tries + 1
  if (tries < TRIES) return { kind: 'again', windows: [{ ...failed, tries }, ...others] }
  const isWhole = failed.from === null && failed.to === null
  const from = Date.parse(span.oldest ?? '')
  const to = Date.parse(span.now)
  if (!isWhole || !(to - from >= SHORTEST_MS)) return { kind: 'give up' }
  return { kind: 'narrower', windows: cut(from, to) }
}

function cut(from: number, to: number): BulkWindow[] {
  const bound = (part: number) => toSeconds(from + Math.floor(((to - from) * part) / PARTS))
  return Array.from({ length: PARTS }, (_, part) => ({
    // Open at both ends: nothing is older than the oldest, but something may be newer than now.
    from: part === 0 ? null : bound(part),
    to: part === PARTS - 1 ? null : bound(part + 1),
    tries: TRIES - 1,
  }))
}

/** Shopify's times have whole seconds. */
const toSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
