import { type Selectable, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { SyncRunsTable } from '../schema/sync-runs.ts'

export type SyncRun = Omit<Selectable<SyncRunsTable>, 'tenant_id' | 'updated_at'>

/** Where a page ends: when its last run started, as Postgres writes it in UTC, and its id. */
export interface RunPlace {
  startedAt: string
  runId: string
}

/** The shop's runs, newest first. With `place` and the id the next page begins. */
export function listRuns(
  trx: TenantTrx,
  { limit, after }: { limit: number; after?: RunPlace | undefined },
): Promise<(SyncRun & { place: string })[]> {
  const behind =
    after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`started_at <= ${after.startedAt}::timestamptz
          and (started_at < ${after.startedAt}::timestamptz or run_id > ${after.runId})`
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
      sql<string>`(started_at at time zone 'UTC')::text || '+00'`.as('place'),
    ])
    .where(behind)
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .limit(limit)
    .execute()
}
