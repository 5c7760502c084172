import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { idArray } from './statement.ts'

/** Ids of the live orders of these customers, to be asked anew whose they are. */
export async function listOrdersOfCustomers(
  trx: TenantTrx,
  customerIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id
    from orders
    where customer_id = any(${idArray(customerIds)}) and deleted_at is null
    order by orders.id
  `.execute(trx)
  return rows.map((row) => row.id)
}
