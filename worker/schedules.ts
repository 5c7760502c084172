import {
  type Client,
  type ScheduleOptions,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
  type ScheduleSummary,
} from '@temporalio/client'
import type { TenantStatus, TenantSummary } from '@tidemark/db'
import {
  scheduleId,
  type ScheduledSyncInput,
  schedulePhase,
  syncPriority,
  syncSearchAttributes,
  TASK_QUEUES,
  WORKFLOWS,
} from './contract.ts'
import type { scheduledSync } from './workflows/index.ts'

/** What a schedule depends on. */
export type ScheduledTenant = Pick<
  TenantSummary,
  'id' | 'shopDomain' | 'status' | 'syncIntervalSeconds'
>

type SyncAction = ScheduleOptionsStartWorkflowAction<typeof scheduledSync>

/** Makes or changes a shop's schedule, so that it is as it should be; any number of times. */
export async function upsertSchedule(client: Client, tenant: ScheduledTenant): Promise<void> {
  try {
    await client.schedule.create(toSchedule(tenant))
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    await updateSchedule(client, tenant)
  }
}

/** Changes a shop's schedule, so that it is as it should be. Throws where there is none. */
export async function updateSchedule(client: Client, tenant: ScheduledTenant): Promise<void> {
  const options = toSchedule(tenant)
  const { spec, action, policies, state } = options
  await client.schedule.getHandle(options.scheduleId).update((previous) => ({
    ...previous,
    spec,
    action,
    ...(policies ? { policies } : {}),
    state: { ...previous.state, ...state },
  }))
}

/** Deletes a shop's schedule if there is one. */
export async function deleteSchedule(client: Client, id: string): Promise<void> {
  try {
    await client.schedule.getHandle(id).delete()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
  }
}

/** All schedules of the namespace, as of a moment ago, by id. */
export async function listSchedules(client: Client): Promise<Map<string, ScheduleSummary>> {
  const present = new Map<string, ScheduleSummary>()
  for await (const summary of client.schedule.list()) present.set(summary.scheduleId, summary)
  return present
}

/**
 * Makes the schedules agree with the shops: each has one, no other is left.
 * @param every also those that look right, since an action cannot be seen in a list
 * @param present the schedules as listed before the shops were read; left out: as they are now
 * @returns how many were made or changed, and deleted
 */
export async function reconcileSchedules(
  client: Client,
  tenants: readonly ScheduledTenant[],
  { every, present }: { every: boolean; present?: ReadonlyMap<string, ScheduleSummary> },
): Promise<{ upserted: number; deleted: number }> {
  const seen = present ?? (await listSchedules(client))
  const wanted = tenants.filter(({ status }) => status !== 'removed')
  const wrong = wanted.filter(
    (tenant) => every || !isAsWanted(seen.get(scheduleId(tenant.id)), tenant),
  )
  for (const tenant of wrong) await upsertSchedule(client, tenant)

  const known = new Set(wanted.map(({ id }) => scheduleId(id)))
  const ours = [...seen.keys()].filter((id) => id.startsWith(scheduleId('')))
  const leftOver = ours.filter((id) => !known.has(id))
  for (const id of leftOver) await deleteSchedule(client, id)
  return { upserted: wrong.length, deleted: leftOver.length }
}

function isAsWanted(summary: ScheduleSummary | undefined, tenant: ScheduledTenant): boolean {
  const [interval, ...more] = summary?.spec?.intervals ?? []
  const { every, offset, jitter } = intervalSpec(tenant)
  return (
    summary?.state.paused === isPaused(tenant) &&
    summary.state.note === toNote(tenant) &&
    interval?.every === every &&
    (interval.offset ?? 0) === offset &&
    (summary.spec?.jitter ?? 0) === jitter &&
    more.length === 0 &&
    !summary.spec?.calendars?.length
  )
}

/** A shop that needs attention is not synced on schedule either. */
export const isPaused = ({ status }: Pick<ScheduledTenant, 'status'>): boolean =>
  status !== 'active'

const NOTE = /^Set by Tidemark: (active|paused|needs_attention)\./

/** Stands in the schedule's state, so that what a person changes afterwards can be told. */
const toNote = ({ status }: ScheduledTenant): string =>
  `Set by Tidemark: ${status}. Pausing, unpausing and another interval are kept.`

/** The status that a note of ours states; null for a note of somebody else's. */
export function statusNoted(note: string): TenantStatus | null {
  const [, status] = NOTE.exec(note) ?? []
  return (status as TenantStatus | undefined) ?? null
}

/** Small, so that it does not feel late. */
const JITTER_SHARE = 0.02

/** Milliseconds. Both offset and jitter follow from the shop and its interval. */
export function intervalSpec({ id, syncIntervalSeconds }: ScheduledTenant): {
  every: number
  offset: number
  jitter: number
} {
  const every = syncIntervalSeconds * 1000
  const offset = schedulePhase(id, syncIntervalSeconds) * 1000
  return { every, offset, jitter: Math.round(every * JITTER_SHARE) }
}

function toSchedule(tenant: ScheduledTenant): ScheduleOptions<SyncAction> {
  const { every, offset, jitter } = intervalSpec(tenant)
  const action: SyncAction & { priority: ReturnType<typeof syncPriority> } = {
    type: 'startWorkflow',
    workflowType: WORKFLOWS.scheduledSync,
    workflowId: scheduleId(tenant.id),
    taskQueue: TASK_QUEUES.sync,
    args: [{ tenantId: tenant.id, shopDomain: tenant.shopDomain } satisfies ScheduledSyncInput],
    workflowRunTimeout: '10 minutes',
    typedSearchAttributes: syncSearchAttributes(tenant.id, 'schedule'),
    staticSummary: `Scheduled sync of ${tenant.shopDomain}`,
    // The SDK's type leaves it out, its code passes it on.
    priority: syncPriority(tenant.id, 'schedule'),
  }
  return {
    scheduleId: scheduleId(tenant.id),
    spec: { intervals: [{ every, offset }], jitter },
    action,
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' },
    state: { paused: isPaused(tenant), note: toNote(tenant) },
  }
}
