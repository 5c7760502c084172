import type { SyncResponse } from '@tidemark/api/contract'
import { untrack } from 'svelte'
import { invalidate } from '$app/navigation'
import { reach } from '#lib/reach/reach.svelte.ts'
import { LiveSync } from './live-sync.svelte.ts'

/**
 * The shop's sync, followed for as long as the component lives. Whatever the page shows of the shop
 * is loaded again when there is news.
 */
export function followSync(tenantId: () => string, initial: () => SyncResponse): LiveSync {
  const live = new LiveSync(untrack(tenantId), untrack(initial), {
    onNews: () => void invalidate(({ protocol }) => protocol === 'tidemark:'),
    onSilence: () => void reach.check(),
  })
  $effect(() => live.connect())
  return live
}
