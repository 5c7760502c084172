import {
  type Client,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleSummary,
} from '@temporalio/client'
import {
  type Db,
  findTenant,
  inTenant,
  recordAudit,
  type TenantSummary,
  updateTenant,
} from '@tidemark/db'
import { MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS, scheduleId } from './contract.ts'
import { intervalSpec, isPaused, type ScheduledTenant, statusNoted } from './schedules.ts'

type Seen = Pick<ScheduleSummary | ScheduleDescription, 'spec' | 'state'>
type Change = { status?: 'active' | 'paused'; syncIntervalSeconds?: number }

/**
 * Takes over what people changed in Temporal's UI since we last wrote the schedules.
 * @param present the schedules as listed before the shops were read
 * @returns the shops as they are now
 */
export async function adoptSchedules(
  deps: { db: Db; temporal: Client },
  present: ReadonlyMap<string, ScheduleSummary>,
  tenants: readonly TenantSummary[],
): Promise<{ tenants: TenantSummary[]; adopted: number }> {
  const current: TenantSummary[] = []
  let adopted = 0
  for (const tenant of tenants) {
    const summary = present.get(scheduleId(tenant.id))
    const changed = summary !== undefined && findChange(summary, tenant) !== null
    const now = changed ? await adoptSchedule(deps, tenant) : tenant
    if (now !== tenant) adopted += 1
    current.push(now)
  }
  return { tenants: current, adopted }
}

/**
 * The same for one shop, by its schedule itself: a list lags behind. The row is written; the
 * schedule is left to whoever writes it next. Returns the shop given where nothing was taken over.
 */
export async function adoptSchedule(
  { db, temporal }: { db: Db; temporal: Client },
  shop: TenantSummary,
): Promise<TenantSummary> {
  const seen = await describe(temporal, shop.id)
  const change = seen && findChange(seen, shop)
  if (!change) return shop
  return await inTenant(db, shop.id, async (trx) => {
    const { status, sync_interval_seconds: syncIntervalSeconds } = await findTenant(trx)
    if (status !== shop.status || syncIntervalSeconds !== shop.syncIntervalSeconds) {
      // Another command came between; it writes the schedule too.
      return { ...shop, status, syncIntervalSeconds }
    }
    await updateTenant(trx, change)
    await recordAudit(trx, { action: 'shop.schedule_adopted', detail: change })
    return { ...shop, ...change }
  })
}

async function describe(temporal: Client, tenantId: string): Promise<ScheduleDescription | null> {
  try {
    return await temporal.schedule.getHandle(scheduleId(tenantId)).describe()
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null
    throw error
  }
}

/** What of a schedule a person has changed, as far as a shop's row can hold it. */
function findChange(seen: Seen, tenant: ScheduledTenant): Change | null {
  if (tenant.status === 'removed') return null
  const syncIntervalSeconds = findInterval(seen, tenant)
  const change: Change = {
    ...(isPausedByHand(seen, tenant) ? { status: seen.state.paused ? 'paused' : 'active' } : {}),
    ...(syncIntervalSeconds === null ? {} : { syncIntervalSeconds }),
  }
  return Object.keys(change).length > 0 ? change : null
}

/**
 * Paused or unpaused by a person: the schedule is not as its note says that we wrote it, or the note
 * is a person's, whom Temporal asks for a reason. Where there is no note at all we never wrote one.
 */
function isPausedByHand({ state: { paused, note } }: Seen, tenant: ScheduledTenant): boolean {
  if (!note || paused === isPaused(tenant)) return false
  const status = statusNoted(note)
  return status === null || paused !== isPaused({ ...tenant, status })
}

/** The interval, if it is a plain one that we have not written: its offset and jitter tell. */
function findInterval({ spec }: Seen, tenant: ScheduledTenant): number | null {
  const [interval, ...more] = spec?.intervals ?? []
  if (!interval || more.length > 0 || spec?.calendars?.length || spec?.skip?.length) return null
  const seconds = interval.every / 1000
  if (seconds === tenant.syncIntervalSeconds || !Number.isInteger(seconds)) return null
  if (seconds < MIN_INTERVAL_SECONDS || seconds > MAX_INTERVAL_SECONDS) return null
  const ours = intervalSpec({ ...tenant, syncIntervalSeconds: seconds })
  const isOurs = (interval.offset ?? 0) === ours.offset && (spec?.jitter ?? 0) === ours.jitter
  return isOurs ? null : seconds
}
