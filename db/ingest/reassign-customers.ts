import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { markStoredOrders } from './marks.ts'
import { withoutRedactedBuyers } from './redacted-people.ts'
import { lookedUp, recordset } from './statement.ts'

export interface CustomerAssignment {
  orderId: string
  customerId: string | null
}

/**
 * Moves orders to the customer who has them after a merge, when the orders' own times did not move.
 * Marks them for the rollups, and returns how many moved. (An order's content hash leaves its customer out, so it stays right.)
 */
export async function reassignCustomers(
  trx: TenantTrx,
  assignments: readonly CustomerAssignment[],
): Promise<number> {
  if (assignments.length === 0) return 0
  const allowed = await withoutRedactedBuyers(trx, assignments)
  const last = new Map(allowed.map((one) => [one.orderId, one.customerId]))
  const records = [...last].map(([id, customerId]) => ({ id, customer_id: customerId }))
  const wanted = recordset(records, { id: 'bigint', customer_id: 'bigint' }, 'wanted')
  const { rows } = await sql<{ id: string }>`
    select stored.id::text
    from ${wanted}
    cross join lateral (select * from orders as one where one.id = wanted.id offset 0) as stored
    where stored.customer_id is distinct from wanted.customer_id
  `.execute(trx)
  const moved = rows.map((row) => row.id)
  if (moved.length === 0) return 0
  await markStoredOrders(moved)?.execute(trx)
  await sql`
    update orders
    set customer_id = wanted.customer_id, synced_at = now()
    from ${wanted}
    where orders.id = wanted.id
      and orders.ctid = any(array(select place from ${lookedUp('orders', 'id', moved)} as known))
  `.execute(trx)
  return moved.length
}
