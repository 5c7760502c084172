import type { SyncResponse } from '@tidemark/api/contract'
import { untrack } from 'svelte'
import { reach } from '#lib/reach/reach.svelte.ts'
import { LiveSync } from './live-sync.svelte.ts'

/**
 * The shop's sync, followed for as long as the component lives. Whatever the page shows of the shop
 * is loaded again when there is news.
 */
export function followSync(tenantId: () => string, initial: () => SyncResponse): LiveSync {
  const live = new LiveSync(untrack(tenantId), untrack(initial), {
    onNews: () => void reach.refresh(),
    onSilence: () => void reach.check(),
  })
  $effect(() => live.connect())
  return live
}
