import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** An order whose customer is not, or no longer, among the mirrored ones. */
export interface OrphanedOrder {
  orderId: string
  customerId: string
}

/**
 * Orders to be asked anew whose they are: their customer was merged, deleted or redacted, or came
 * after the customers were read.
 */
export async function listOrphanedOrders(
  trx: TenantTrx,
  page: { limit: number },
): Promise<OrphanedOrder[]> {
  // A difference of sets stays quick where Postgres has no statistics yet, right after a first sync;
  // an anti-join was planned as a nested loop then.
  const { rows } = await sql<OrphanedOrder>`
    with unknown as materialized (
      select customer_id as id from orders where deleted_at is null and customer_id is not null
      except
      select id from customers where deleted_at is null
    )
    select orders.id::text as "orderId", orders.customer_id::text as "customerId"
    from orders
    where orders.customer_id = any(array(select id from unknown)) and orders.deleted_at is null
    order by orders.id
    limit ${page.limit}
  `.execute(trx)
  return rows
}
