import type { Generated } from 'kysely'
import type { Json, Timestamp, TimestampWithDefault } from './column-types.ts'

/** Objects to mirror, or only their ids to compare. */
export type BulkPurpose = 'mirror' | 'ids'

/** A part of an entity, by `created_at`: ISO times, from included, to excluded; null is open. */
export interface BulkWindow {
  from: string | null
  to: string | null
  /** Operations that were tried for it in vain. */
  tries: number
}

/** A reading by bulk operations that is under way. */
export interface BulkReadsTable {
  tenant_id: string
  entity: 'orders' | 'customers' | 'products'
  purpose: BulkPurpose
  /** Still to be read; the first one is under way. */
  windows: Json<BulkWindow[]>
  /** Only what changed since; null: everything. */
  updated_since: Timestamp | null
  /** By Shopify's clock, when the first operation was made: all that is older is in the files. */
  began_at: Timestamp | null
  /** `gid://shopify/BulkOperation/…`; null: none has been made for the first window yet. */
  operation_id: string | null
  /** Objects that Shopify had put into the file when it was last asked. */
  prepared: Generated<string>
  /** The checkpoint: the byte of the file before which everything has been written. */
  position: Generated<string>
  objects_read: Generated<string>
  roots_read: Generated<string>
  /** Roots of the windows that are done. */
  roots_before: Generated<string>
  updated_at: TimestampWithDefault
}
