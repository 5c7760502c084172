import type { Selectable } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { SyncRunsTable } from '../schema/sync-runs.ts'

export type SyncRun = Omit<Selectable<SyncRunsTable>, 'tenant_id' | 'updated_at'>

/** The shop's runs, newest first. */
export function listRuns(trx: TenantTrx, { limit }: { limit: number }): Promise<SyncRun[]> {
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
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .limit(limit)
    .execute()
}
