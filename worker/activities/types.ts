import type {
  ConnectShopInput,
  ConnectShopResult,
  ComplianceInput,
  ControlShopInput,
  ControlShopResult,
  CountedEntity,
  EntityProgress,
  ShopChange,
  SyncOutcome,
  SyncTrigger,
} from '../contract.ts'
import type { ErrorExplanation } from '../shopify/explain-error.ts'

/** What every activity of a run is told. `runId` is the first execution's: the key of `sync_runs`. */
export type RunRef = { tenantId: string; runId: string }

/** null: not known, because it was not given or is not exact. */
export type Counts = Record<CountedEntity, number | null>

export type BeginRunInput = RunRef & {
  workflowId: string
  trigger: SyncTrigger
  /** Sync Now requests that this round serves. */
  requestIds: string[]
}
/**
 * `requestIds`: everything that this round serves, also what had not been signalled yet. `paused`:
 * the shop is not to be synced; nothing was begun, and the requests are served with nothing.
 * `inbox`: what was taken from the shop's webhooks, of which this round reads so many objects by id,
 * or all of the shop.
 */
export type BeginRunResult = {
  requestIds: string[]
  paused: boolean
  inbox?: { objects: number; whole: boolean }
}

export type ReadShopResult = {
  counts: Counts
  /** Whether orders older than 60 days may be read. */
  allOrders: boolean
  gaps: string[]
  /** ISO: when this round began to ask Shopify. */
  asOf: string
  /** Whether rows that were set aside are to be tried again. */
  retries: boolean
  /** Whether it is time to look after the shop's webhook subscriptions. */
  subscriptionsDue?: boolean
  /** Whether it is time to compare the shop's days with Shopify's own reports. */
  reportsDue?: boolean
}

/** What went otherwise than wished with the shop's webhook subscriptions, where that is news. */
export type KeepSubscriptionsResult = { notes: string[] }

/** What one bounded chunk of work leaves: the run's figures so far, and whether there is more. */
export type ChunkResult = {
  done: boolean
  progress: EntityProgress
  gaps: string[]
  notes?: string[]
  /** How long there is nothing to do but to wait for Shopify, ms. */
  waitMs?: number
}

export type PullInput = RunRef & {
  /** How many Shopify counts; null when that is not known. */
  total: number | null
  /** Whether orders older than 60 days may be read. */
  allOrders: boolean
  /** ISO: when this round began to ask Shopify. */
  asOf: string
}

/** After the deletions. */
export type PullEventsResult = ChunkResult & {
  /** What the mirror now holds. */
  mirrored: Counts
  /** Kinds whose ids are due to be compared with Shopify's. */
  due: CountedEntity[]
  /** Whether rollups have to be refreshed. */
  dirty: boolean
}

/** Objects that something happened to, to be asked for by id. */
export type PullChangedInput = RunRef & {
  change: ShopChange
  /** Those too that the run took from the inbox: their ids stay out of Temporal. */
  inbox?: boolean
}

export type CompareCountsInput = RunRef & {
  /** Kinds whose ids have just been compared. */
  compared: CountedEntity[]
}
export type CompareCountsResult = { reconcile: CountedEntity[] }

export type ReconcileInput = RunRef & {
  entity: CountedEntity
  /** How ids are listed; the last chunk says. null: to be chosen. */
  mode: 'bulk' | 'pages' | null
  /** By pages: where the last chunk ended, a numeric id. */
  afterId: string | null
  /** How many Shopify counts; null when that is not known. */
  total: number | null
  /** False: older orders than Shopify shows are left alone. */
  allOrders: boolean
  /** ISO: when this round began to ask Shopify. */
  asOf: string
}
export type ReconcileResult = {
  done: boolean
  mode: 'bulk' | 'pages'
  afterId: string | null
  progress: EntityProgress
  gaps?: string[]
  notes?: string[]
  waitMs?: number
}

export type FinishRunInput = RunRef & {
  requestIds: string[]
  /** null: the round is over, the run is not. */
  outcome: SyncOutcome | null
  error: ErrorExplanation | null
  /** What started a run that may end before it has begun. */
  trigger?: SyncTrigger
}
export type FinishRunResult = { outcome: SyncOutcome | null }

/** Whose days are compared with Shopify's reports. */
export type CompareReportsInput = { tenantId: string }
export type CompareReportsResult = { compared: boolean }

/** Why a shop was not let in, in words. */
export type FailConnectionInput = ConnectShopInput & { sentence: string; action: string }

/** The activities as workflows see them. */
export type Activities = {
  beginRun: (input: BeginRunInput) => Promise<BeginRunResult>
  readShop: (input: RunRef) => Promise<ReadShopResult>
  pullProducts: (input: PullInput) => Promise<ChunkResult>
  pullCustomers: (input: PullInput) => Promise<ChunkResult>
  pullOrders: (input: PullInput) => Promise<ChunkResult>
  pullChanged: (input: PullChangedInput) => Promise<ChunkResult>
  retryRejected: (input: RunRef) => Promise<ChunkResult>
  pullEvents: (input: RunRef) => Promise<PullEventsResult>
  compareCounts: (input: CompareCountsInput) => Promise<CompareCountsResult>
  reconcileIds: (input: ReconcileInput) => Promise<ReconcileResult>
  aggregate: (input: RunRef) => Promise<ChunkResult>
  finishRun: (input: FinishRunInput) => Promise<FinishRunResult>
  controlShop: (input: ControlShopInput) => Promise<ControlShopResult>
  connectShop: (input: ConnectShopInput) => Promise<ConnectShopResult>
  failConnection: (input: FailConnectionInput) => Promise<void>
  keepSubscriptions: (input: RunRef) => Promise<KeepSubscriptionsResult>
  compareReports: (input: CompareReportsInput) => Promise<CompareReportsResult>
  writeExport: (input: ComplianceInput) => Promise<void>
  forgetCustomer: (input: ComplianceInput) => Promise<void>
  endInstall: (input: ComplianceInput) => Promise<void>
  endShop: (input: ComplianceInput) => Promise<void>
  eraseShop: (input: ComplianceInput) => Promise<void>
  eraseHistories: (input: ComplianceInput) => Promise<void>
}
