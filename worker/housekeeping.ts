import type { Client } from '@temporalio/client'
import { type Db, listTenants } from '@tidemark/db'
import type { Logger } from 'pino'
import { repairRuns } from './repair-runs.ts'
import { reconcileSchedules } from './schedules.ts'

const EVERY_MS = 60_000

/**
 * Keeps Temporal and our tables in step for as long as the worker runs: schedules follow the shops,
 * and runs that Temporal has ended without a word are closed. Trouble is logged and tried again.
 */
export function startHousekeeping(deps: { db: Db; client: Client; log: Logger }): () => void {
  let every = true
  let busy = false

  async function tidy(): Promise<void> {
    if (busy) return
    busy = true
    try {
      const tenants = await listTenants(deps.db)
      const changed = await reconcileSchedules(deps.client, tenants, { every })
      every = false
      const repaired = await repairRuns(deps, tenants)
      if (changed.deleted + repaired > 0) deps.log.info({ ...changed, repaired }, 'tidied up')
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
