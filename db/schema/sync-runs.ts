import type { Generated } from 'kysely'
import type { Json, Timestamp, TimestampWithDefault } from './column-types.ts'

export type SyncRunTrigger = 'schedule' | 'manual' | 'first' | 'webhook'
export type SyncRunState =
  'running' | 'completed' | 'completed_with_rejects' | 'failed' | 'cancelled'

/** How far one part of a run has come. `total` is null where nobody can know it beforehand. */
export interface RunEntityProgress {
  read: number
  changed: number
  rejected: number
  total: number | null
  done: boolean
  /** How it is read: by pages, or by a bulk operation. Left out where neither applies. */
  mode?: 'pages' | 'bulk'
  /** By bulk: objects that Shopify has put into the file so far, while it prepares it. */
  prepared?: number | null
  /** ISO: when this part began in this round, and when its figures last moved. */
  startedAt?: string
  movedAt?: string
  /** How many of `read` are from earlier rounds. */
  readBefore?: number
}

/** By part: products, customers, orders, deletions, aggregation. */
export type RunEntities = Record<string, RunEntityProgress>

/** Why a run failed, in words for a merchant. */
export interface RunError {
  kind: string
  sentence: string
  /** What the merchant can do about it; null when nothing. */
  action: string | null
}

/** One row for each workflow execution chain of `syncShop`. At most one of a tenant is `running`. */
export interface SyncRunsTable {
  tenant_id: string
  /** Temporal's first execution run id. */
  run_id: string
  workflow_id: string
  trigger: SyncRunTrigger
  state: Generated<SyncRunState>
  /** A Sync Now during a run is served by one more round of it. */
  rounds: Generated<number>
  started_at: Timestamp
  finished_at: Timestamp | null
  entities: Json<RunEntities>
  /** What a plan, a scope or Shopify itself hid from the run: sentences for a merchant. */
  gaps: Generated<string[]>
  /** What went otherwise than planned and was made good: sentences for an operator. */
  notes: Generated<string[]>
  /** Rows that were set aside, by this run or an earlier one, and not mirrored when it ended. */
  rejected_rows: Generated<number>
  error: Json<RunError> | null
  updated_at: TimestampWithDefault
}
