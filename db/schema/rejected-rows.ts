import type { Generated } from 'kysely'
import type { Json, Timestamp, TimestampWithDefault } from './column-types.ts'

/** An object that could not be mirrored, as Shopify sent it. The sync went on without it. */
export interface RejectedRowsTable {
  tenant_id: string
  entity: 'orders' | 'customers' | 'products'
  entity_id: string
  json: Json<unknown>
  /** A plain sentence. */
  reason: string
  /** The run that met it last. */
  run_id: string | null
  first_rejected_at: TimestampWithDefault
  rejected_at: TimestampWithDefault
  /** When it was mirrored after all. */
  resolved_at: Timestamp | null
  /** The version of our mapping that refused it: a newer one tries it again by itself. */
  mapping: Generated<number>
  /** Somebody asked to try it again; null once that has been done. */
  retry_requested_at: Timestamp | null
}
