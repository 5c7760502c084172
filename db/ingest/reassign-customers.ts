import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { markCustomers } from './marks.ts'
import { recordset } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

export interface CustomerAssignment {
  orderId: string
  customerId: string | null
}

/**
 * Moves orders to the customer who has them after a merge, when the orders' own times did not move.
 * Marks the customers who lost orders and those who gained them; days don't depend on customers.
 * Returns how many orders moved. (An order's content hash leaves its customer out, so it stays right.)
 */
export async function reassignCustomers(
  trx: TenantTrx,
  assignments: readonly CustomerAssignment[],
): Promise<number> {
  if (assignments.length === 0) return 0
  await lockTenantPart(trx, 'orders')
  const last = new Map(assignments.map((one) => [one.orderId, one.customerId]))
  const records = [...last].map(([id, customerId]) => ({ id, customer_id: customerId }))
  const { rows } = await sql<{ before: string | null; after: string | null }>`
    with moved as (
      select stored.id, stored.customer_id as before, wanted.customer_id as after
      from ${recordset(records, { id: 'bigint', customer_id: 'bigint' }, 'wanted')}
      join orders as stored on stored.id = wanted.id
      where stored.customer_id is distinct from wanted.customer_id
    )
    update orders
    set customer_id = moved.after, synced_at = now()
    from moved
    where orders.id = moved.id
    returning moved.before::text, moved.after::text
  `.execute(trx)
  await markCustomers(rows.flatMap((row) => [row.before, row.after]))?.execute(trx)
  return rows.length
}
