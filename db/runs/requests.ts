import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'

export interface NewSyncRequest {
  workflowId: string
  /** The user; left out for a request by the command line. */
  requestedBy?: string | null
  now?: Date
}

export interface InsertedSyncRequest {
  requestId: string
  /** `already_running`: a run, or an earlier request, will be served before or together with it. */
  status: 'started' | 'already_running'
}

/**
 * Notes a Sync Now and decides, under a lock on the shop, what to answer: of any number at once
 * exactly one is told `started`. Either way the workflow is to be signalled with the request's id.
 */
export async function insertSyncRequest(
  trx: TenantTrx,
  request: NewSyncRequest,
): Promise<InsertedSyncRequest> {
  // Not FOR UPDATE: rows that refer to the shop may be written meanwhile.
  await trx.selectFrom('tenants').select('id').forNoKeyUpdate().executeTakeFirstOrThrow()
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from sync_runs where state = 'running')
      or exists (select from sync_requests where served_at is null) as busy
  `.execute(trx)
  const requestId = randomUUID()
  await trx
    .insertInto('sync_requests')
    .values({
      tenant_id: currentTenant,
      request_id: requestId,
      workflow_id: request.workflowId,
      requested_by: request.requestedBy ?? null,
      requested_at: request.now ?? new Date(),
    })
    .execute()
  return { requestId, status: rows[0]?.busy === true ? 'already_running' : 'started' }
}

/** Notes the run that Temporal handed a request to. */
export async function setRequestRun(
  trx: TenantTrx,
  requestId: string,
  runId: string,
): Promise<void> {
  await trx
    .updateTable('sync_requests')
    .set({ run_id: runId })
    .where('request_id', '=', requestId)
    .execute()
}

/** Takes a request back that could not be handed to Temporal. */
export async function deleteRequest(trx: TenantTrx, requestId: string): Promise<void> {
  await trx.deleteFrom('sync_requests').where('request_id', '=', requestId).execute()
}

/** Ids of the requests that no round has served yet, oldest first. */
export async function pendingRequests(trx: TenantTrx): Promise<string[]> {
  const rows = await trx
    .selectFrom('sync_requests')
    .select('request_id')
    .where('served_at', 'is', null)
    .orderBy('requested_at')
    .orderBy('request_id')
    .execute()
  return rows.map((row) => row.request_id)
}

/** Says that a round which began after these requests has committed. Returns how many were open. */
export async function serveRequests(
  trx: TenantTrx,
  requestIds: readonly string[],
  now: Date = new Date(),
): Promise<number> {
  if (requestIds.length === 0) return 0
  const result = await trx
    .updateTable('sync_requests')
    .set({ served_at: now })
    .where('request_id', 'in', requestIds)
    .where('served_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
