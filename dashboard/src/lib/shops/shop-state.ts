import type { ShopRow } from '@tidemark/api/contract'
import type { ShopPage } from './page-of-shop.ts'

/** How a shop stands, for a list of many. */
export interface ShopState {
  /** What comes first when the list is sorted by it: 0 is the worst. */
  rank: number
  tone: 'error' | 'accent' | 'muted' | 'success'
  words: string
  /** Why, where something is wrong. */
  sentence: string | null
  /** The page of the shop that has more, and what mends it. */
  to: ShopPage | null
}

export function describeShop({
  failure,
  reading,
}: Pick<ShopRow, 'failure' | 'reading'>): ShopState {
  const state = (
    rank: number,
    tone: ShopState['tone'],
    words: string,
    to: ShopPage | null = null,
    sentence: string | null = null,
  ): ShopState => ({ rank, tone, words, sentence, to })

  if (!reading) return state(0, 'error', 'Could not be read', null, failure)
  const { status, connection, sync, lastSyncedAt } = reading
  if (connection.trouble) {
    return state(1, 'error', 'Not connected', 'settings', connection.trouble.sentence)
  }
  if (status === 'removed') return state(3, 'muted', 'Removed')
  if (sync?.state === 'running') {
    return lastSyncedAt === null
      ? state(5, 'accent', 'First sync is running', 'syncs', 'Its figures are partial until then.')
      : state(7, 'success', 'Syncing', 'syncs')
  }
  if (sync?.state === 'failed') {
    return state(2, 'error', 'Last sync failed', 'syncs', sync.error?.sentence ?? null)
  }
  if (status === 'paused') return state(4, 'muted', 'Paused', 'settings')
  if (lastSyncedAt === null) return state(5, 'accent', 'Not synced yet', 'syncs')
  if (sync?.state === 'completed_with_rejects') {
    return state(6, 'accent', 'Rows rejected', 'syncs', 'Some rows are not in the figures.')
  }
  return state(8, 'success', 'In step')
}
