import type { TenantTrx } from '../index.ts'

export interface WaitingRequest {
  workflow_id: string
  /** Null until Temporal has taken it. */
  run_id: string | null
  requested_at: Date
}

/** The oldest Sync Now that no round has served yet. */
export function waitingRequest(trx: TenantTrx): Promise<WaitingRequest | undefined> {
  return trx
    .selectFrom('sync_requests')
    .select(['workflow_id', 'run_id', 'requested_at'])
    .where('served_at', 'is', null)
    .orderBy('requested_at')
    .limit(1)
    .executeTakeFirst()
}
