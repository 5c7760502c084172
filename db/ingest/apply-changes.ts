import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { addLedger } from './add-ledger.ts'
import { plannedFor } from './few-changes.ts'
import { markStaleMonths } from './fold-product-months.ts'
import { resequence, type Changes } from './resequence.ts'
import { idArray } from './statement.ts'

/** Brings all rollups from what they count of these orders and customers to what is true now. */
export async function applyChanges(trx: TenantTrx, changes: Changes): Promise<void> {
  const moves = await resequence(trx, changes)
  await addLedger(trx, changes, moves)
  if (!changes.counted) {
    await sql`${plannedFor(changes.orders)} with ${markStaleMonths(changes)} select`.execute(trx)
    return
  }
  await sql`${plannedFor(changes.orders)}
    with spent as (delete from counted_orders where id = any(${idArray(changes.orders)})),
    ${markStaleMonths(changes)}
    delete from counted_sales where order_id = any(${idArray(changes.orders)})
  `.execute(trx)
}
