import type { Timestamp } from './column-types.ts'

/** A person's Sync Now. Unserved until a round that began after it has committed. */
export interface SyncRequestsTable {
  tenant_id: string
  request_id: string
  requested_at: Timestamp
  /** The user; null for a request by the command line. */
  requested_by: string | null
  workflow_id: string
  /** Temporal's run that the request was handed to; null until Temporal answered. */
  run_id: string | null
  served_at: Timestamp | null
}
