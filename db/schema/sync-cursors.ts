import type { Generated } from 'kysely'
import type { BigIntText, Timestamp, TimestampWithDefault } from './column-types.ts'

/** Where each walk through Shopify stands. Moved only in the transaction that wrote the rows. */
export interface SyncCursorsTable {
  tenant_id: string
  entity: 'orders' | 'customers' | 'products' | 'events' | 'aggregation'
  /** Everything up to this `updatedAt`, and among equals up to `watermark_id`, was read. */
  watermark_at: Timestamp | null
  watermark_id: BigIntText | null
  /** Shopify's opaque `endCursor` inside the walk under way. */
  page_cursor: string | null
  /** The `query:` that the page cursor belongs to. */
  walk_query: string | null
  walk_started_at: Timestamp | null
  /** Raised by each attempt that takes over; an older attempt can no longer move the cursor. */
  fence: Generated<string>
  /** Somebody asked for all of it to be read again; null once that has been done. */
  resync_requested_at: Timestamp | null
  updated_at: TimestampWithDefault
}
