import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { addLedger } from './add-ledger.ts'
import { isFew, planFor, plannedFor } from './few-changes.ts'
import type { Changes } from './drained-rows.ts'
import { areInPlace } from './resequence.ts'
import { idArray } from './statement.ts'

/**
 * Brings the rollups from what they count of these orders and customers to what is true now. Returns
 * the ids of the customers whose lifetime values are others than before; whether they differ from
 * Shopify's is for `compareCustomers` to say.
 */
export async function applyChanges(trx: TenantTrx, changes: Changes): Promise<readonly string[]> {
  await planFor(trx, changes.orders)
  const inPlace = isFew(changes.orders) && (await areInPlace(trx, changes))
  const customers = await addLedger(trx, changes, inPlace)
  if (changes.counted) {
    await sql`${plannedFor(changes.orders)}
      with spent as (delete from counted_orders where id = any(${idArray(changes.orders)}))
      delete from counted_sales where order_id = any(${idArray(changes.orders)})
    `.execute(trx)
  }
  return customers
}
