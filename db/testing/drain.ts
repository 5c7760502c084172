import { inTenant, type Db } from '../index.ts'
import { refreshRollups } from '../ingest/index.ts'

/** Until no mark is left, each time in a transaction of its own, as the worker does it. */
export async function drain(db: Db, tenantId: string): Promise<void> {
  let done = false
  while (!done) {
    done = (await inTenant(db, tenantId, (trx) => refreshRollups(trx))).done
  }
}
