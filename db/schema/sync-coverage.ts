import type { Json, Timestamp, TimestampWithDefault } from './column-types.ts'

/**
 * Why a part of an entity is missing from the mirror:
 * - `sixty_days`: Shopify shows this app only the last 60 days of orders (no `read_all_orders`);
 * - `no_access`: a field or the whole entity is denied (scope, plan, protected customer data);
 * - `refused`: Shopify refused a field in a query that the schema allows;
 * - `not_compared`: ids could not be compared, so a deletion may have been missed.
 * Rejected rows and redacted customers are counted when the coverage is read, see
 * `insights/coverage.ts`.
 */
export type CoverageGapCode = 'sixty_days' | 'no_access' | 'refused' | 'not_compared'

export interface CoverageGap {
  code: CoverageGapCode
  /** Path of the field or scope that is missing; null where all of the entity is meant. */
  field: string | null
}

/** From when to when an entity's mirror is complete, and what Shopify hides of it. */
export interface SyncCoverageTable {
  tenant_id: string
  entity: 'orders' | 'customers' | 'products'
  /** null: from the shop's beginning. Orders: by `created_at`. */
  complete_from: Timestamp | null
  /** Everything that had changed before this is mirrored; null: never read to the end. */
  complete_to: Timestamp | null
  /** When the ids were last compared with Shopify's. */
  compared_at: Timestamp | null
  gaps: Json<CoverageGap[]>
  updated_at: TimestampWithDefault
}
