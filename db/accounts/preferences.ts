import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import type { TenantsTable } from '../schema/tenants.ts'

/**
 * Sets on which day the shop's people usually count a reversal; figures that are asked for by name
 * are as before.
 * @returns whether this changed anything
 */
export async function setUsualReversals(
  trx: TenantTrx,
  reversals: TenantsTable['usual_reversals']['__select__'],
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('tenants')
    .set({ usual_reversals: reversals, updated_at: sql`now()` })
    .where('usual_reversals', '<>', reversals)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
