import type { Client } from '@temporalio/client'
import {
  type Db,
  deleteRequest,
  findTenant,
  inTenant,
  insertSyncRequest,
  setRequestRun,
} from '@tidemark/db'
import {
  SYNC_REQUESTED,
  syncWorkflowId,
  syncWorkflowOptions,
  WORKFLOWS,
} from '@tidemark/worker/contract'
import type { FastifyBaseLogger } from 'fastify'
import { shopPaused, shopRemoved, syncUnavailable } from '../problems/problems.ts'
import type { SyncNowResponse } from '../schemas/index.ts'

/** Temporal answers in tens of milliseconds; who has to wait longer is told to come back. */
const TEMPORAL_MS = 1_500

export interface StartSyncInput {
  db: Db
  temporal: Client
  log: FastifyBaseLogger
  tenantId: string
  userId: string
}

/**
 * Sync Now: writes the request down, which makes GET /api/sync show a sync from here on, and hands
 * it to the shop's one workflow, starting it where it does not run. A request that Temporal cannot
 * take is taken back.
 */
export async function startSync(input: StartSyncInput): Promise<SyncNowResponse> {
  const { db, temporal, log, tenantId, userId } = input
  const workflowId = syncWorkflowId(tenantId)
  const { requestId, status, shopDomain } = await inTenant(db, tenantId, async (trx) => {
    const shop = await findTenant(trx)
    if (shop.status === 'paused') throw shopPaused()
    if (shop.status === 'removed') throw shopRemoved()
    const request = await insertSyncRequest(trx, { workflowId, requestedBy: userId })
    return { ...request, shopDomain: shop.shop_domain }
  })

  let runId: string
  try {
    runId = await signalSync(temporal, { tenantId, shopDomain, requestId })
  } catch (error) {
    log.error({ err: error }, 'Temporal did not take a sync request')
    await inTenant(db, tenantId, (trx) => deleteRequest(trx, requestId))
    throw syncUnavailable()
  }
  await inTenant(db, tenantId, (trx) => setRequestRun(trx, requestId, runId))
  return { workflowId, runId, status }
}

/** Gives the id that the run has in sync_runs: the first one of its chain of continuations. */
async function signalSync(
  temporal: Client,
  { tenantId, shopDomain, requestId }: { tenantId: string; shopDomain: string; requestId: string },
): Promise<string> {
  return await temporal.connection.withDeadline(Date.now() + TEMPORAL_MS, async () => {
    const handle = await temporal.workflow.signalWithStart(WORKFLOWS.syncShop, {
      ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'manual' }),
      workflowIdConflictPolicy: 'USE_EXISTING',
      signal: SYNC_REQUESTED,
      signalArgs: [requestId],
    })
    return await firstRunId(temporal, handle.workflowId, handle.signaledRunId)
  })
}

/** The signal is in; a failure to ask for the chain's first run must not take it back. */
async function firstRunId(temporal: Client, workflowId: string, runId: string): Promise<string> {
  try {
    const { raw } = await temporal.workflow.getHandle(workflowId, runId).describe()
    return raw.workflowExecutionInfo?.firstRunId || runId
  } catch {
    return runId
  }
}
