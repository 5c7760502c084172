import { type TenantTrx, updateRunProgress } from '@tidemark/db'
import type { EntityProgress, SyncEntity } from '../contract.ts'

const none: EntityProgress = { read: 0, changed: 0, rejected: 0, total: null, done: false }

/** What a batch adds to a run's figures: counts are added, all else replaces what was there. */
export type ProgressStep = Partial<Omit<EntityProgress, 'startedAt' | 'movedAt'>>

/** What a batch has to say of the run beside its figures. */
export type ProgressWords = {
  /** What Shopify hides from us; said once, however often it is met. */
  gaps?: readonly string[]
  /** What went otherwise than planned and was made good. */
  notes?: readonly string[]
}

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
  words: ProgressWords = {},
): Promise<EntityProgress> {
  const { startedAt, ...before } = await loadProgress(trx, runId, entity)
  const now = new Date().toISOString()
  const progress: EntityProgress = {
    ...before,
    ...step,
    read: before.read + (step.read ?? 0),
    changed: before.changed + (step.changed ?? 0),
    rejected: before.rejected + (step.rejected ?? 0),
    startedAt: startedAt ?? now,
    movedAt: now,
  }
  await updateRunProgress(trx, runId, { [entity]: progress }, words)
  return progress
}

/** What the run has read of this kind in the round under way. */
export async function loadReadInRound(
  trx: TenantTrx,
  runId: string,
  entity: SyncEntity,
): Promise<number> {
  const { read, readBefore = 0 } = await loadProgress(trx, runId, entity)
  return read - readBefore
}

async function loadProgress(
  trx: TenantTrx,
  runId: string,
  entity: SyncEntity,
): Promise<EntityProgress> {
  const run = await trx
    .selectFrom('sync_runs')
    .select('entities')
    .where('run_id', '=', runId)
    .executeTakeFirst()
  return run?.entities[entity] ?? none
}
