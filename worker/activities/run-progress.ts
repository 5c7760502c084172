import { type TenantTrx, updateRunProgress } from '@tidemark/db'
import type { EntityProgress, SyncEntity } from '../contract.ts'

const none: EntityProgress = { read: 0, changed: 0, rejected: 0, total: null, done: false }

/** What a batch adds to a run's figures. `total` and `done` replace what was there. */
export type ProgressStep = Partial<EntityProgress>

/**
 * Adds a batch's figures to the run's, in the batch's own transaction, so that a repeated batch is
 * counted once. The run's row stays locked until the commit: this comes last.
 * @returns the run's figures so far
 */
export async function addProgress(
  trx: TenantTrx,
  runId: string,
  entity: SyncEntity,
  step: ProgressStep,
  gaps: readonly string[] = [],
): Promise<EntityProgress> {
  const run = await trx
    .selectFrom('sync_runs')
    .select('entities')
    .where('run_id', '=', runId)
    .executeTakeFirst()
  const before = run?.entities[entity] ?? none
  const progress: EntityProgress = {
    read: before.read + (step.read ?? 0),
    changed: before.changed + (step.changed ?? 0),
    rejected: before.rejected + (step.rejected ?? 0),
    total: step.total === undefined ? before.total : step.total,
    done: step.done ?? before.done,
  }
  await updateRunProgress(trx, runId, { [entity]: progress }, gaps)
  return progress
}
