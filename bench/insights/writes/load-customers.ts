import type { CustomerInput, OrderInput } from '@tidemark/db/ingest'
import type { Client } from 'pg'
import { time } from './load-orders.ts'

/** The stored customers who placed these orders, as Shopify would send them, by id. */
export async function loadCustomers(
  client: Client,
  tenantId: string,
  orders: readonly OrderInput[],
): Promise<CustomerInput[]> {
  const ids = new Set(orders.flatMap(({ customerId }) => customerId ?? []))
  const { rows } = await client.query<{ input: CustomerInput }>(
    `select jsonb_build_object(
       'id', c.id::text, 'displayName', c.display_name, 'state', c.state,
       'createdAt', ${time('c.created_at')}, 'updatedAt', ${time('c.updated_at')},
       'amountSpent', c.shopify_amount_spent::text,
       'amountSpentCurrencyCode', c.shopify_currency_code,
       'ordersCount', c.shopify_orders_count::text, 'readAt', ${time('c.shopify_read_at')}
     ) as input
     from customers as c
     where c.tenant_id = $1 and c.id = any($2::bigint[])
     order by c.id`,
    [tenantId, [...ids]],
  )
  return rows.map((row) => row.input)
}
