import type { SyncRun } from '@tidemark/db/insights'

/** How a run ended, in words. */
export function describeState({ state, entities }: Pick<SyncRun, 'state' | 'entities'>): string {
  if (state !== 'completed_with_rejects') return state
  const rejected = Object.values(entities).reduce((sum, part) => sum + part.rejected, 0)
  // What an earlier run set aside keeps later ones from being complete.
  return rejected > 0 ? `completed with ${rejected} rejected` : 'completed with earlier rejects'
}
