/**
 * What the worker promises to those who start, signal or ask its workflows: the API, the CLI and
 * the schedules. Safe to import anywhere; it needs nothing but `@temporalio/common`.
 */
export { DEFAULT_ORIGIN, isShopDomain, shopOrigin, validateOrigin } from './shopify/origin.ts'
export { readShopifyApp, type ShopifyApp } from './shopify/app.ts'
import {
  type Priority,
  SearchAttributeType,
  type SearchAttributePair,
  defineSearchAttributeKey,
} from '@temporalio/common'

/** Workflows and light activities · reading from Shopify · refreshing rollups. */
export const TASK_QUEUES = {
  sync: 'sync',
  pull: 'shopify-pull',
  aggregate: 'aggregate',
} as const

/** Workflow type names, for clients that start by name. */
export const WORKFLOWS = {
  syncShop: 'syncShop',
  scheduledSync: 'scheduledSync',
  controlShop: 'controlShop',
  connectShop: 'connectShop',
  compareReports: 'compareReports',
  exportCustomer: 'exportCustomer',
  redactCustomer: 'redactCustomer',
  redactShop: 'redactShop',
  uninstallShop: 'uninstallShop',
} as const

/** Signal of `syncShop`: one argument, the id of a row in `sync_requests`. */
export const SYNC_REQUESTED = 'syncRequested'

/** Signal of `syncShop`: one argument, a `ShopChange`. Start it with the trigger `webhook`. */
export const SHOP_CHANGED = 'shopChanged'

/** Signal of `syncShop`, without arguments: a bulk operation of the shop has ended. */
export const BULK_FINISHED = 'bulkFinished'

/** Query of `syncShop`, answered with a `SyncProgress`. */
export const PROGRESS = 'progress'

/** Update of `syncShop`, with a `ShopCommand`: what `controlShop` does, on the run under way. */
export const CONTROL = 'control'

/** A run that takes longer than this is stuck and is ended by Temporal. */
export const SYNC_RUN_TIMEOUT = '24 hours'

/** One fixed id for each shop, so that Temporal itself refuses a second sync of it. */
export const syncWorkflowId = (tenantId: string): string => `sync:${tenantId}`

/** The shop's Temporal Schedule, and the id (before the time is added) of what it starts. */
export const scheduleId = (tenantId: string): string => `sched:${tenantId}`

/** One command at a time for each shop. */
export const controlWorkflowId = (tenantId: string): string => `control:${tenantId}`

/**
 * Where in its interval a shop is synced, whole seconds: spreads the shops, and is always the same
 * for one shop. Tenant ids are random, so their first digits will do.
 */
export const schedulePhase = (tenantId: string, intervalSeconds: number): number =>
  Number.parseInt(tenantId.slice(0, 8), 16) % intervalSeconds

/** When the shop's schedule is due after `now`; its jitter may delay the start a little. */
export function nextScheduledAt(tenantId: string, intervalSeconds: number, now: Date): Date {
  const phase = schedulePhase(tenantId, intervalSeconds)
  const passed = Math.floor((now.getTime() / 1000 - phase) / intervalSeconds)
  return new Date(((passed + 1) * intervalSeconds + phase) * 1000)
}

/** Why a run began: its schedule, a person, the shop having just been added, or a webhook. */
export type SyncTrigger = 'schedule' | 'manual' | 'first' | 'webhook'

/** How a run ended, as the search attribute `SyncOutcome` and `sync_runs.state` say it. */
export type SyncOutcome = 'completed' | 'completed_with_rejects' | 'failed' | 'cancelled'

/** The parts of a sync that are counted on their own. */
export const SYNC_ENTITIES = [
  'products',
  'customers',
  'orders',
  'deletions',
  'aggregation',
] as const
export type SyncEntity = (typeof SYNC_ENTITIES)[number]

/** How far one part has come. `total` is null where nobody can know it beforehand. */
export type EntityProgress = {
  read: number
  changed: number
  rejected: number
  total: number | null
  done: boolean
  /** How it is read; left out where neither applies. */
  mode?: 'pages' | 'bulk'
  /** By bulk: objects that Shopify has put into the file so far, while it prepares it. */
  prepared?: number | null
  /** ISO: when this part began in this round, and when its figures last moved. */
  startedAt?: string
  movedAt?: string
  /** How many of `read` are from earlier rounds. */
  readBefore?: number
}

/** Mirrored kinds of objects, which can be counted, listed and read again as a whole. */
export const COUNTED_ENTITIES = ['products', 'customers', 'orders'] as const
export type CountedEntity = (typeof COUNTED_ENTITIES)[number]

/**
 * Objects that something happened to, as numeric ids: changed, deleted, merged or redacted, the sync
 * finds out by asking Shopify for them. More than `MAX_CHANGED_IDS` are served by a whole round.
 */
export type ShopChange = Partial<Record<CountedEntity, string[]>> & {
  /** The shop's inbox holds webhooks: the next round takes their ids from there. */
  inbox?: boolean
}
export const MAX_CHANGED_IDS = 1_000

/**
 * What an operator may ask of a shop, by command line, API or Temporal's UI:
 * - `pause`: no syncs until `resume`; one under way ends as cancelled, at the next safe point;
 * - `cancel`: ends the sync under way; the next one goes on where it stopped;
 * - `setInterval`: seconds between scheduled syncs, 60 to 2,678,400;
 * - `resync`: reads all of an entity again, into the same tables, and starts a sync for it;
 * - `retryRejected`: tries the rows that were set aside again, and starts a sync for it.
 */
export type ShopCommand =
  | { command: 'pause' | 'resume' | 'cancel' | 'retryRejected' }
  | { command: 'setInterval'; seconds: number }
  | { command: 'resync'; entity: CountedEntity }

/** Bounds of `setInterval`. */
export const MIN_INTERVAL_SECONDS = 60
export const MAX_INTERVAL_SECONDS = 2_678_400

/** Argument of `controlShop`. `requestedBy`: the user, for the audit log. */
export type ControlShopInput = { tenantId: string; requestedBy?: string } & ShopCommand

/** What came of a command; a command that has nothing to do says so and changes nothing. */
export type ControlShopResult = { done: boolean; sentence: string }

/** Argument of `scheduledSync`. */
export type ScheduledSyncInput = { tenantId: string; shopDomain: string }

/** Argument of `syncShop`. `resumed` is only set by the workflow itself when it continues as new. */
export type SyncShopInput = {
  tenantId: string
  trigger: SyncTrigger
  resumed?: ResumedSync
}

/** What a run hands to its continuation; ids and counts only. */
export type ResumedSync = {
  requestIds: string[]
  change: ShopChange
  rounds: number
  entities: Record<SyncEntity, EntityProgress>
  gaps: string[]
  notes: string[]
}

/** Answer to the query `progress`. */
export type SyncProgress = {
  trigger: SyncTrigger
  phase: 'starting' | 'pulling' | 'reconciling' | 'aggregating' | 'finished'
  rounds: number
  entities: Record<SyncEntity, EntityProgress>
  gaps: string[]
  /** What went otherwise than planned and was made good. */
  notes: string[]
  outcome: SyncOutcome | null
}

/** Result of `syncShop`. */
export type SyncShopResult = {
  outcome: SyncOutcome
  rounds: number
  entities: Record<SyncEntity, EntityProgress>
}

/** Result of `scheduledSync`. */
export type ScheduledSyncResult = 'started' | 'skipped: already running'

/** Typed search attributes, registered when the worker starts. */
export const TENANT_ID = defineSearchAttributeKey('TenantId', SearchAttributeType.KEYWORD)
export const SYNC_TRIGGER = defineSearchAttributeKey('SyncTrigger', SearchAttributeType.KEYWORD)
export const SYNC_OUTCOME = defineSearchAttributeKey('SyncOutcome', SearchAttributeType.KEYWORD)

/** Every custom search attribute that the namespace must know. */
export const SEARCH_ATTRIBUTE_KEYS = [TENANT_ID, SYNC_TRIGGER, SYNC_OUTCOME]

const PRIORITY_OF = { manual: 1, webhook: 2, first: 3, schedule: 4 } as const

/** Keeps one shop's backlog from starving the others; a person's wish goes before a schedule's. */
export const syncPriority = (tenantId: string, trigger: SyncTrigger): Priority => ({
  priorityKey: PRIORITY_OF[trigger],
  fairnessKey: tenantId,
})

export const syncSearchAttributes = (
  tenantId: string,
  trigger: SyncTrigger,
): SearchAttributePair[] => [
  { key: TENANT_ID, value: tenantId },
  { key: SYNC_TRIGGER, value: trigger },
]

/**
 * The options that every starter of `syncShop` passes, so that runs look the same whoever began
 * them. Add `workflowIdConflictPolicy: 'USE_EXISTING'` and the signal for `signalWithStart`.
 */
export const syncWorkflowOptions = (input: {
  tenantId: string
  shopDomain: string
  trigger: SyncTrigger
}) => ({
  workflowId: syncWorkflowId(input.tenantId),
  taskQueue: TASK_QUEUES.sync,
  args: [{ tenantId: input.tenantId, trigger: input.trigger }] as [SyncShopInput],
  workflowRunTimeout: SYNC_RUN_TIMEOUT,
  priority: syncPriority(input.tenantId, input.trigger),
  typedSearchAttributes: syncSearchAttributes(input.tenantId, input.trigger),
  staticSummary: `Sync of ${input.shopDomain}`,
})

/** A command that no worker takes up for so long is given up: its time has passed. */
export const CONTROL_RUN_TIMEOUT = '10 minutes'

/** The options that every starter of `controlShop` passes. */
export const controlWorkflowOptions = (input: ControlShopInput, shopDomain: string) => ({
  workflowId: controlWorkflowId(input.tenantId),
  taskQueue: TASK_QUEUES.sync,
  args: [input] as [ControlShopInput],
  workflowRunTimeout: CONTROL_RUN_TIMEOUT,
  priority: syncPriority(input.tenantId, 'manual'),
  typedSearchAttributes: [{ key: TENANT_ID, value: input.tenantId }] as SearchAttributePair[],
  staticSummary: `${input.command} ${shopDomain}`,
})

/** Argument of `connectShop`: a row of `connection_requests`, which holds all else, encrypted. */
export type ConnectShopInput = { requestId: string }

/** Result of `connectShop`; why not is in the row. */
export type ConnectShopResult = { connected: boolean }

export const connectWorkflowId = (requestId: string): string => `connect:${requestId}`

/** The options that every starter of `connectShop` passes. */
export const connectWorkflowOptions = (input: ConnectShopInput) => ({
  workflowId: connectWorkflowId(input.requestId),
  taskQueue: TASK_QUEUES.sync,
  args: [input] as [ConnectShopInput],
  workflowRunTimeout: '15 minutes' as const,
  priority: { priorityKey: 1 } satisfies Priority,
  // Without the shop's name: this is no history of the shop's, and outlives its erasure.
  staticSummary: 'Connect a shop',
})

/** Argument of the workflows that carry out a row of `compliance_requests`. */
export type ComplianceInput = { tenantId: string; requestId: string }

/** What may be asked for, as `compliance_requests.kind` says it, and who carries it out. */
export const COMPLIANCE_WORKFLOWS = {
  customer_export: WORKFLOWS.exportCustomer,
  customer_redaction: WORKFLOWS.redactCustomer,
  shop_redaction: WORKFLOWS.redactShop,
  uninstall: WORKFLOWS.uninstallShop,
} as const
export type ComplianceKind = keyof typeof COMPLIANCE_WORKFLOWS

/** One workflow for each request; the id says nothing of whom it is about. */
export const complianceWorkflowId = (requestId: string): string => `comply:${requestId}`

/** The law allows thirty days. */
const COMPLIANCE_RUN_TIMEOUT = '30 days'

/** The options that every starter of a compliance workflow passes; starting it twice starts it once. */
export const complianceWorkflowOptions = (input: ComplianceInput & { kind: ComplianceKind }) => ({
  workflowId: complianceWorkflowId(input.requestId),
  taskQueue: TASK_QUEUES.sync,
  args: [{ tenantId: input.tenantId, requestId: input.requestId }] as [ComplianceInput],
  workflowRunTimeout: COMPLIANCE_RUN_TIMEOUT,
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  priority: { priorityKey: 2, fairnessKey: input.tenantId } satisfies Priority,
  typedSearchAttributes: [{ key: TENANT_ID, value: input.tenantId }] as SearchAttributePair[],
  staticSummary: input.kind,
})
