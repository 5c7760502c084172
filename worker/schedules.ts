import {
  type Client,
  type ScheduleOptions,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
  type ScheduleSummary,
} from '@temporalio/client'
import type { TenantSummary } from '@tidemark/db'
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
  const options = toSchedule(tenant)
  try {
    await client.schedule.create(options)
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    const { spec, action, policies, state } = options
    await client.schedule.getHandle(options.scheduleId).update((previous) => ({
      ...previous,
      spec,
      action,
      ...(policies ? { policies } : {}),
      state: { ...previous.state, ...state },
    }))
  }
}

/** Deletes a shop's schedule if there is one. */
export async function deleteSchedule(client: Client, id: string): Promise<void> {
  try {
    await client.schedule.getHandle(id).delete()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
  }
}

/**
 * Makes the schedules agree with the shops: each has one, no other is left.
 * @param every also those that look right, since an action cannot be seen in a list
 * @returns how many were made or changed, and deleted
 */
export async function reconcileSchedules(
  client: Client,
  tenants: readonly ScheduledTenant[],
  { every }: { every: boolean },
): Promise<{ upserted: number; deleted: number }> {
  const present = new Map<string, ScheduleSummary>()
  for await (const summary of client.schedule.list()) present.set(summary.scheduleId, summary)
  const wanted = tenants.filter(({ status }) => status !== 'removed')
  const wrong = wanted.filter(
    (tenant) => every || !isAsWanted(present.get(scheduleId(tenant.id)), tenant),
  )
  for (const tenant of wrong) await upsertSchedule(client, tenant)

  const known = new Set(wanted.map(({ id }) => scheduleId(id)))
  const ours = [...present.keys()].filter((id) => id.startsWith(scheduleId('')))
  const leftOver = ours.filter((id) => !known.has(id))
  for (const id of leftOver) await deleteSchedule(client, id)
  return { upserted: wrong.length, deleted: leftOver.length }
}

function isAsWanted(summary: ScheduleSummary | undefined, tenant: ScheduledTenant): boolean {
  const [interval] = summary?.spec?.intervals ?? []
  return (
    summary?.state.paused === isPaused(tenant) &&
    interval?.every === intervalMs(tenant) &&
    interval.offset === offsetMs(tenant)
  )
}

const isPaused = ({ status }: ScheduledTenant): boolean => status !== 'active'

const intervalMs = ({ syncIntervalSeconds }: ScheduledTenant): number => syncIntervalSeconds * 1000

const offsetMs = ({ id, syncIntervalSeconds }: ScheduledTenant): number =>
  schedulePhase(id, syncIntervalSeconds) * 1000

/** Small, so that it does not feel late. */
const JITTER_SHARE = 0.02

function toSchedule(tenant: ScheduledTenant): ScheduleOptions<SyncAction> {
  const every = intervalMs(tenant)
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
    spec: {
      intervals: [{ every, offset: offsetMs(tenant) }],
      jitter: Math.round(every * JITTER_SHARE),
    },
    action,
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' },
    state: { paused: isPaused(tenant) },
  }
}
