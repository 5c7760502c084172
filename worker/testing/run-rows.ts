import { type Db, inTenant } from '@tidemark/db'

/** A shop's runs as the dashboard sees them, newest first, and how many requests are open. */
export function readRuns(db: Db, tenantId: string) {
  return inTenant(db, tenantId, async (trx) => {
    const runs = await trx
      .selectFrom('sync_runs')
      .select(['run_id', 'state', 'error', 'entities', 'rounds'])
      .orderBy('started_at', 'desc')
      .execute()
    const open = await trx
      .selectFrom('sync_requests')
      .select('request_id')
      .where('served_at', 'is', null)
      .execute()
    const { status } = await trx.selectFrom('tenants').select('status').executeTakeFirstOrThrow()
    return { runs, openRequests: open.length, status }
  })
}
