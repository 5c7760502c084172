import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'

/** Shopify repeats a delivery for four hours, and may be a day late with it. */
const KEEP_DELIVERIES = sql`interval '2 days'`

/** Runs for webhooks are many and short; what they brought is in the mirror. */
const KEEP_RUNS = sql`interval '7 days'`

/** Deletes what nobody will ask for: handled deliveries, old runs for webhooks, exports that ended. */
export async function purgeWebhooks(trx: TenantTrx): Promise<void> {
  await sql`
    delete from webhook_deliveries where handled_at < now() - ${KEEP_DELIVERIES}
  `.execute(trx)
  await sql`
    delete from sync_runs
    where trigger = 'webhook' and state <> 'running' and started_at < now() - ${KEEP_RUNS}
  `.execute(trx)
  await sql`delete from compliance_exports where expires_at <= now()`.execute(trx)
}
