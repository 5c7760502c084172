import type { RunEntityProgress } from '../schema/sync-runs.ts'

/** How fast a part of a run gets on, and how long it still takes. */
export interface Pace {
  /** Since the part began; null before a second has passed or a row was read. */
  rowsPerSecond: number | null
  /** From when the figures last moved; null where nobody can know, and when it is done. */
  secondsLeft: number | null
}

const UNKNOWN: Pace = { rowsPerSecond: null, secondsLeft: null }

/** Below this the first answer's latency is all that would be measured. */
const LEAST_MS = 1_000

/**
 * The average rate of a part in this round, and from it the time for the rows that remain. While Shopify prepares
 * a bulk file, what it has put into the file counts instead of what was read. A total that was
 * passed, because the shop grew meanwhile, tells nothing any more.
 */
export function paceOf(progress: RunEntityProgress): Pace {
  const { total, done, startedAt, movedAt } = progress
  if (done || startedAt === undefined || movedAt === undefined) return UNKNOWN
  const ms = Date.parse(movedAt) - Date.parse(startedAt)
  const read = progress.read - (progress.readBefore ?? 0)
  const rows = read > 0 ? read : (progress.prepared ?? 0)
  if (!(ms >= LEAST_MS) || rows <= 0) return UNKNOWN
  const perSecond = (rows * 1000) / ms
  const left = total === null || rows > total ? null : Math.ceil((total - rows) / perSecond)
  return { rowsPerSecond: Math.round(perSecond * 10) / 10, secondsLeft: left }
}
