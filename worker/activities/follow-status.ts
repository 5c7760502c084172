import { listTenants } from '@tidemark/db'
import { adoptSchedule } from '../adopt-schedules.ts'
import { updateSchedule } from '../schedules.ts'
import type { Dependencies } from './dependencies.ts'

/**
 * Lets a shop's schedule rest, or go on, as soon as its status says so. Housekeeping would do it within
 * a minute, and does where this fails: no run ends otherwise because of it.
 */
export async function followStatus(
  { db, temporal, log }: Pick<Dependencies, 'db' | 'temporal' | 'log'>,
  tenantId: string,
): Promise<void> {
  try {
    const shop = (await listTenants(db)).find(({ id }) => id === tenantId)
    if (shop) await updateSchedule(temporal, await adoptSchedule({ db, temporal }, shop))
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error
    log.warn({ error: name }, 'a schedule does not follow its shop yet')
  }
}
