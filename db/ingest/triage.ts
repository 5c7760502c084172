import type { StoredState } from './stored-state.ts'

/**
 * What to do with an incoming object:
 * - `insert`: it is not stored yet;
 * - `replace`: it is not older than the stored one, and different;
 * - `touch`: same content, newer time. Only the time is kept: without it, an older version that
 *   arrives late would look newer than what is stored;
 * - `unchanged`: same content, same time;
 * - `stale`: older than what is stored, or than its deletion.
 */
export type Verdict = 'insert' | 'replace' | 'touch' | 'unchanged' | 'stale'

export interface Incoming {
  updatedAt: string
  hash: string
  /** Orders only. */
  customerId: string | null
}

export function judge(
  incoming: Incoming,
  stored: StoredState | undefined,
  { revive = false, force = false }: { revive?: boolean; force?: boolean } = {},
): Verdict {
  if (stored === undefined) return 'insert'
  const updatedAt = Date.parse(incoming.updatedAt)
  if (updatedAt < stored.updatedAt) return 'stale'
  if (stored.deletedAt !== null) {
    return revive || updatedAt > stored.deletedAt ? 'replace' : 'stale'
  }
  if (force || incoming.hash !== stored.hash || incoming.customerId !== stored.customerId)
    return 'replace'
  return updatedAt > stored.updatedAt ? 'touch' : 'unchanged'
}

/** Of several versions of one object in a batch, the newest; of equally new ones, the last. */
export function newestOfEach<T extends { id: string; updatedAt: string }>(
  batch: readonly T[],
): T[] {
  const newest = new Map<string, T>()
  for (const row of batch) {
    const known = newest.get(row.id)
    if (known === undefined || Date.parse(row.updatedAt) >= Date.parse(known.updatedAt)) {
      newest.set(row.id, row)
    }
  }
  return [...newest.values()]
}
