import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { lockTenantPart } from '../ingest/tenant-lock.ts'

/**
 * Allows or forbids that customers' names are stored. Forbidden, those that are stored are removed in
 * the same moment (rejected rows hold none); whoever writes customers waits, and finds it forbidden.
 * Allowed again, the names come back once all customers are read again.
 * @returns whether this changed anything
 */
export async function setStoresNames(trx: TenantTrx, allowed: boolean): Promise<boolean> {
  await lockTenantPart(trx, 'customers')
  const { numUpdatedRows } = await trx
    .updateTable('tenants')
    .set({ stores_names: allowed, updated_at: sql`now()` })
    .where('stores_names', '<>', allowed)
    .executeTakeFirst()
  if (!allowed) {
    await trx
      .updateTable('customers')
      .set({ display_name: null })
      .where('display_name', 'is not', null)
      .execute()
    await sql`
      update rejected_rows set json = json - 'displayName'
      where entity = 'customers' and jsonb_exists(json, 'displayName')
    `.execute(trx)
  }
  return numUpdatedRows > 0n
}

/** Whether customers' names may be stored. */
export async function mayStoreNames(trx: TenantTrx): Promise<boolean> {
  const { stores_names: allowed } = await trx
    .selectFrom('tenants')
    .select('stores_names')
    .executeTakeFirstOrThrow()
  return allowed
}
