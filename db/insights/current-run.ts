import type { TenantTrx } from '../index.ts'
import type { SyncRun } from './list-runs.ts'

/** The run that is under way, if one is. */
export function currentRun(trx: TenantTrx): Promise<SyncRun | undefined> {
  return trx
    .selectFrom('sync_runs')
    .select([
      'run_id',
      'workflow_id',
      'trigger',
      'state',
      'rounds',
      'started_at',
      'finished_at',
      'entities',
      'error',
      'gaps',
      'notes',
      'rejected_rows',
    ])
    .where('state', '=', 'running')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
