import { type Db, inTenant } from '@tidemark/db'
import { currentRun, listRuns, shopInfo, waitingRequest } from '@tidemark/db/insights'
import { nextScheduledAt } from '@tidemark/worker/contract'
import type { SyncResponse } from '../schemas/index.ts'
import { type TemporalUi, toRun, toWaitingRun } from './to-run.ts'

/** A shop's syncs as Postgres knows them: reading them needs no Temporal. */
export async function readSync(
  db: Db,
  tenantId: string,
  { limit, ui }: { limit: number; ui: TemporalUi },
): Promise<SyncResponse> {
  return await inTenant(
    db,
    tenantId,
    async (trx) => {
      const shop = await shopInfo(trx)
      const running = await currentRun(trx)
      const waiting = running ? undefined : await waitingRequest(trx)
      const runs = await listRuns(trx, { limit })
      return {
        current: running ? toRun(running, ui) : waiting ? toWaitingRun(waiting, ui) : null,
        runs: runs.map((run) => toRun(run, ui)),
        schedule: toSchedule(tenantId, shop),
        lastSyncedAt: shop.lastSyncedAt?.toISOString() ?? null,
      }
    },
    // One moment: a run must not be missing from both `current` and the finished ones.
    { readOnly: true, isolation: 'repeatable read' },
  )
}

/** As the worker keeps it in Temporal: a shop that needs attention is not synced on schedule either. */
function toSchedule(
  tenantId: string,
  { syncIntervalSeconds, status }: Awaited<ReturnType<typeof shopInfo>>,
): SyncResponse['schedule'] {
  const paused = status !== 'active'
  const next = paused ? null : nextScheduledAt(tenantId, syncIntervalSeconds, new Date())
  return {
    intervalSeconds: syncIntervalSeconds,
    paused,
    nextRunAt: next?.toISOString() ?? null,
  }
}
