import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { addToDailyCustomers, countByDay } from './daily-customers.ts'
import type { MirroredEntity } from './inputs.ts'
import { markCustomers, markStoredOrders } from './marks.ts'
import { lookedUp } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * Marks rows as deleted in Shopify. Their ledger stays and counts nowhere; the orders, or
 * customers, are marked for the rollups. Returns how many weren't marked as deleted already.
 *
 * `at` (ISO, Shopify's clock) is when the deletion happened: a version newer than that proves it
 * wrong and is left alive. `null`: Shopify was just asked for these very ids and knows none of them.
 */
export async function markDeleted(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
  at: string | null,
): Promise<number> {
  if (ids.length === 0) return 0
  await lockTenantPart(trx, entity)
  const { rows } = await sql<{ id: string }>`
    select id::text from ${lookedUp(entity, 'id', ids)} as known
    where deleted_at is null
      and updated_at <= coalesce(${at}::timestamptz, updated_at)
  `.execute(trx)
  const deleted = rows.map((row) => row.id)
  if (deleted.length === 0) return 0
  if (entity === 'orders') await markStoredOrders(deleted)?.execute(trx)
  if (entity === 'customers') {
    await markCustomers(deleted)?.execute(trx)
    await addToDailyCustomers(trx, {
      before: await countByDay(trx, deleted),
      after: new Map(),
    })
  }
  await sql`
    update ${sql.table(entity)}
    set deleted_at = coalesce(${at}::timestamptz, greatest(now(), updated_at)), synced_at = now()
    where ctid = any(array(select place from ${lookedUp(entity, 'id', deleted)} as known))
  `.execute(trx)
  return deleted.length
}
