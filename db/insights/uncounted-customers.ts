import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

export interface UncountedCustomers {
  currencyCode: string
  customers: number
  /** What Shopify says they spent. Exact, not padded. */
  shopifyAmountSpent: string
}

/**
 * Customers who have spent something, as Shopify says, and of whom no order counts here: orders that
 * this connection may not read, or that were deleted. By currency.
 */
export async function uncountedCustomers(trx: TenantTrx): Promise<UncountedCustomers[]> {
  const { rows } = await sql<UncountedCustomers>`
    -- A full join hashes or merges whatever the planner expects, and never asks for each customer.
    select
      c.shopify_currency_code as "currencyCode",
      (count(*) filter (where v.customer_id is null))::int as customers,
      (sum(c.shopify_amount_spent) filter (where v.customer_id is null))::text
        as "shopifyAmountSpent"
    from (
      select id, shopify_currency_code, shopify_amount_spent
      from customers
      where deleted_at is null and shopify_amount_spent <> 0
    ) as c
    full join (select distinct customer_id from customer_values) as v on v.customer_id = c.id
    group by c.shopify_currency_code
    having count(c.id) filter (where v.customer_id is null) > 0
    order by 2 desc, 1
  `.execute(trx)
  return rows
}
