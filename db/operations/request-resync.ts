import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import type { RejectedRowsTable } from '../schema/rejected-rows.ts'

/**
 * Asks for all of an entity to be read again. The walk under way, its watermark and its fence are
 * left alone: the next round that begins sees the wish and takes it away when it has been done.
 */
export async function requestResync(
  trx: TenantTrx,
  entity: RejectedRowsTable['entity'],
  now: Date = new Date(),
): Promise<void> {
  await trx
    .insertInto('sync_cursors')
    .values({ tenant_id: currentTenant, entity, resync_requested_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'entity']).doUpdateSet({ resync_requested_at: now }),
    )
    .execute()
}
