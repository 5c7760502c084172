import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { type Db, finishRun, inTenant, noteRun, serveRequests, type TenantTrx } from '@tidemark/db'
import { SYNC_REQUESTED, syncWorkflowId, syncWorkflowOptions, WORKFLOWS } from './contract.ts'
import type { ScheduledTenant } from './schedules.ts'

/** A request that waits longer than this, with no workflow to serve it, gets one. */
const WAITING_MS = 30_000

const lost = {
  kind: 'lost',
  sentence: 'This sync was ended from outside before it was done.',
  action: 'Sync again; it goes on where this one stopped.',
}

/**
 * Closes runs whose workflow was terminated or timed out, which tells nobody, and starts a sync for
 * requests that were left behind.
 * @returns how many were repaired
 */
export async function repairRuns(
  { db, client }: { db: Db; client: Client },
  tenants: readonly ScheduledTenant[],
): Promise<number> {
  let repaired = 0
  for (const tenant of tenants) {
    const { running, waiting } = await inTenant(db, tenant.id, readOpen)
    if (running.length === 0 && waiting.length === 0) continue
    const alive = await findRunning(client, tenant.id)
    for (const { run_id: runId } of running.filter(({ run_id: runId }) => runId !== alive)) {
      const end = { runId, state: 'failed', error: lost } as const
      if (await inTenant(db, tenant.id, (trx) => finishRun(trx, end))) repaired += 1
    }
    const [first] = waiting
    if (alive === null && first !== undefined) {
      // A paused shop is not synced: whoever still waits for one would wait for ever.
      if (tenant.status === 'paused')
        await inTenant(db, tenant.id, (trx) => cancelRequests(trx, tenant.id, waiting))
      else await requestSync(client, tenant, first.request_id)
      repaired += 1
    }
  }
  return repaired
}

/** Whoever asked is told that nothing came of it, by a cancelled run where none had begun. */
async function cancelRequests(trx: TenantTrx, tenantId: string, waiting: Waiting): Promise<void> {
  await serveRequests(
    trx,
    waiting.map((request) => request.request_id),
  )
  for (const { request_id: requestId, run_id: runId } of waiting) {
    // A request that never reached Temporal has no run of its own to be named by.
    const run = { runId: runId ?? requestId, workflowId: syncWorkflowId(tenantId) }
    await noteRun(trx, { ...run, trigger: 'manual' })
    await finishRun(trx, { runId: run.runId, state: 'cancelled' })
  }
}

type Waiting = Awaited<ReturnType<typeof readOpen>>['waiting']

async function readOpen(trx: TenantTrx) {
  const running = await trx
    .selectFrom('sync_runs')
    .select('run_id')
    .where('state', '=', 'running')
    .execute()
  const waiting = await trx
    .selectFrom('sync_requests')
    .select(['request_id', 'run_id'])
    .where('served_at', 'is', null)
    .where('requested_at', '<', new Date(Date.now() - WAITING_MS))
    .orderBy('requested_at')
    .execute()
  return { running, waiting }
}

/** First execution run id of the shop's workflow if it runs. */
async function findRunning(client: Client, tenantId: string): Promise<string | null> {
  try {
    const { status, raw } = await client.workflow.getHandle(syncWorkflowId(tenantId)).describe()
    return status.name === 'RUNNING' ? (raw.workflowExecutionInfo?.firstRunId ?? null) : null
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null
    throw error
  }
}

/** Starts a shop's sync, or asks the one that runs for another round. */
export async function requestSync(
  client: Client,
  { id: tenantId, shopDomain }: Pick<ScheduledTenant, 'id' | 'shopDomain'>,
  requestId: string,
  trigger: 'manual' | 'first' = 'manual',
): Promise<string> {
  const handle = await client.workflow.signalWithStart(WORKFLOWS.syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger }),
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: SYNC_REQUESTED,
    signalArgs: [requestId],
  })
  return handle.signaledRunId
}
