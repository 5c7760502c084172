import type { SyncRun } from '@tidemark/db/insights'

/** How a run ended, in words. */
export function describeState(run: Pick<SyncRun, 'state' | 'rejected_rows'>): string {
  return run.state === 'completed_with_rejects'
    ? `completed with ${run.rejected_rows} rejected`
    : run.state
}
