import { sql } from 'kysely'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import type { RunEntities, RunError, SyncRunState, SyncRunTrigger } from '../schema/sync-runs.ts'

/** How a run can end. */
export type SyncRunOutcome = Exclude<SyncRunState, 'running'>

export interface NewRun {
  /** Temporal's first execution run id. */
  runId: string
  workflowId: string
  trigger: SyncRunTrigger
  now?: Date
}

/**
 * Begins a run, or one more round of it. Runs of the shop that are still down as running have lost
 * their workflow (Temporal lets only one be): they are closed first.
 */
export async function beginRun(trx: TenantTrx, run: NewRun): Promise<void> {
  const { runId, now = new Date() } = run
  await closeOrphanRuns(trx, { exceptRunId: runId, now })
  await insertRun(trx, { ...run, now })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'run_id']).doUpdateSet({
        state: 'running',
        finished_at: null,
        error: null,
        rounds: (eb) => eb('sync_runs.rounds', '+', 1),
        updated_at: now,
      }),
    )
    .execute()
}

/** Notes a run that ends before its first round has begun; one that has begun is left as it is. */
export async function noteRun(trx: TenantTrx, run: NewRun): Promise<void> {
  await insertRun(trx, run)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'run_id']).doNothing())
    .execute()
}

function insertRun(trx: TenantTrx, { runId, workflowId, trigger, now = new Date() }: NewRun) {
  return trx.insertInto('sync_runs').values({
    tenant_id: currentTenant,
    run_id: runId,
    workflow_id: workflowId,
    trigger,
    state: 'running',
    rounds: 1,
    started_at: now,
    entities: '{}',
  })
}

/**
 * Replaces the figures of the parts given and leaves the other parts alone, so that the activities of
 * a run can report side by side. The run's row stays locked until the transaction ends: report last.
 */
export async function updateRunProgress(
  trx: TenantTrx,
  runId: string,
  entities: Partial<RunEntities>,
  { gaps = [], notes = [] }: { gaps?: readonly string[]; notes?: readonly string[] } = {},
): Promise<void> {
  await trx
    .updateTable('sync_runs')
    .set({
      entities: sql<string>`entities || ${JSON.stringify(entities)}::jsonb`,
      gaps: sql<string[]>`array(select distinct unnest(gaps || ${[...gaps]}::text[]) order by 1)`,
      notes: sql<string[]>`notes || ${[...notes]}::text[]`,
      updated_at: sql`now()`,
    })
    .where('run_id', '=', runId)
    .execute()
}

/** Ends a run. False when it has ended already, which changes nothing. */
export async function finishRun(
  trx: TenantTrx,
  end: {
    runId: string
    state: SyncRunOutcome
    error?: RunError | null
    rejectedRows?: number
    now?: Date
  },
): Promise<boolean> {
  const { runId, state, error = null, rejectedRows = 0, now = new Date() } = end
  const result = await trx
    .updateTable('sync_runs')
    .set({
      state,
      finished_at: now,
      error: error === null ? null : JSON.stringify(error),
      rejected_rows: rejectedRows,
      updated_at: now,
    })
    .where('run_id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What a run says that ended without a word, for instance because it was terminated by hand. */
const LOST_RUN: RunError = {
  kind: 'lost',
  sentence: 'This sync was ended from outside before it was done.',
  action: null,
}

/** Closes runs that nobody works on any more. Returns how many. */
export async function closeOrphanRuns(
  trx: TenantTrx,
  options: { exceptRunId?: string; now?: Date } = {},
): Promise<number> {
  const { exceptRunId, now = new Date() } = options
  let update = trx
    .updateTable('sync_runs')
    .set({
      state: 'failed',
      finished_at: now,
      error: JSON.stringify(LOST_RUN),
      updated_at: now,
    })
    .where('state', '=', 'running')
  if (exceptRunId !== undefined) update = update.where('run_id', '<>', exceptRunId)
  const result = await update.executeTakeFirst()
  return Number(result.numUpdatedRows)
}
