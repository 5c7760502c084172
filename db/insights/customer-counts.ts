import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

export interface CustomerCounts {
  /** The shop's customers that are not deleted. */
  customers: number
  /** Customers with at least one order that counts, in any currency. */
  orderingCustomers: number
  /** Customers of whom Shopify's value is not known. */
  withoutAmount: number
}

/** How many customers the shop has, and how many of them have ordered: each has one first order. */
export async function customerCounts(trx: TenantTrx): Promise<CustomerCounts> {
  const { rows } = await sql<CustomerCounts>`
    select
      (select count(*)::int from customers c where c.deleted_at is null) as customers,
      (select coalesce(sum(d.first_orders), 0)::int from daily_ordering d) as "orderingCustomers",
      (
        select count(*)::int from customers c
        where c.deleted_at is null and c.shopify_amount_spent is null
      ) as "withoutAmount"
  `.execute(trx)
  const [counts] = rows
  if (!counts) throw new Error('A count gave no row')
  return counts
}
