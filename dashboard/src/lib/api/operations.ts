import type { EntityProgress, Run } from '@tidemark/api/contract'

/** A kind of thing that is mirrored as a whole. */
export type CountedEntity = 'orders' | 'customers' | 'products'

/** What one part of a sync tells about its pace, while the sync is under way. */
export type PartProgress = EntityProgress & {
  mode?: 'pages' | 'bulk' | null
  /** Objects that Shopify has put into the bulk file so far; null where it prepares none. */
  prepared?: number | null
  rowsPerSecond?: number | null
  secondsLeft?: number | null
}

/** `notes`: what went otherwise than planned and was made good. */
export type NotedRun = Run & { notes?: string[] }

/** Something of an entity that the mirror does not hold, why, and what to do about it. */
export interface Gap {
  code:
    | 'sixty_days'
    | 'no_access'
    | 'refused'
    | 'not_compared'
    | 'rejected'
    | 'redacted'
    | 'not_read_yet'
  field: string | null
  count: number | null
  sentence: string
  action: string | null
}

/** Instants are ISO. */
export interface EntityCoverage {
  entity: CountedEntity
  /** null: from the shop's beginning. */
  completeFrom: string | null
  /** Everything that had changed before this is mirrored; null: never read to the end. */
  completeTo: string | null
  /** When the ids were last compared with Shopify's. */
  comparedAt: string | null
  gaps: Gap[]
}

/** GET /api/coverage. */
export interface CoverageResponse {
  entities: EntityCoverage[]
}

export interface RejectedRow {
  entity: string
  entityId: string
  reason: string
  json: unknown
  firstRejectedAt: string
  rejectedAt: string
}

/** GET /api/rejected. */
export interface RejectedResponse {
  total: number
  rows: RejectedRow[]
}

/** Body of POST /api/shop/control. */
export type ShopCommand =
  | { command: 'pause' | 'resume' | 'cancel' | 'retryRejected' }
  | { command: 'setInterval'; seconds: number }
  | { command: 'resync'; entity: CountedEntity }

/** What came of a command; `done` is false where there was nothing to do. */
export interface ControlResponse {
  done: boolean
  sentence: string
}
