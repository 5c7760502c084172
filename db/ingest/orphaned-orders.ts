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
  const { rows } = await sql<OrphanedOrder>`
    select orders.id::text as "orderId", orders.customer_id::text as "customerId"
    from orders
    where orders.deleted_at is null and orders.customer_id is not null and not exists (
      select from customers
      where customers.id = orders.customer_id and customers.deleted_at is null
    )
    order by orders.id
    limit ${page.limit}
  `.execute(trx)
  return rows
}
