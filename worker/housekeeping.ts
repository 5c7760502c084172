import type { Client } from '@temporalio/client'
import { type Db, inTenant, listTenants, purgeWebhooks } from '@tidemark/db'
import type { Logger } from 'pino'
import { adoptSchedules } from './adopt-schedules.ts'
import { repairRuns } from './repair-runs.ts'
import { listSchedules, reconcileSchedules } from './schedules.ts'

const EVERY_MS = 60_000

/** Old webhooks are deleted as often as this. */
const PURGE_EVERY_MS = 60 * 60_000

/**
 * Keeps Temporal and our tables in step for as long as the worker runs: schedules follow the shops
 * (and shops what people change in Temporal's UI), and runs that Temporal has ended without a word are closed. Trouble is logged and tried again.
 */
export function startHousekeeping(deps: { db: Db; client: Client; log: Logger }): () => void {
  let every = true
  let busy = false
  let purgedAt = 0

  async function tidy(): Promise<void> {
    if (busy) return
    busy = true
    try {
      const { db, client } = deps
      // In this order: what a command changes in between is then seen in the rows.
      const present = await listSchedules(client)
      const read = await listTenants(db)
      const { tenants, adopted } = await adoptSchedules({ db, temporal: client }, present, read)
      const changed = await reconcileSchedules(client, tenants, { every, present })
      every = false
      const repaired = await repairRuns(deps, tenants)
      if (Date.now() - purgedAt >= PURGE_EVERY_MS) {
        purgedAt = Date.now()
        for (const { id } of tenants) await inTenant(db, id, purgeWebhooks)
      }
      if (changed.deleted + repaired + adopted > 0) {
        deps.log.info({ ...changed, repaired, adopted }, 'tidied up')
      }
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error
      deps.log.warn({ error: name }, 'could not tidy up; trying again in a minute')
    } finally {
      busy = false
    }
  }

  void tidy()
  const timer = setInterval(() => void tidy(), EVERY_MS)
  return () => clearInterval(timer)
}
