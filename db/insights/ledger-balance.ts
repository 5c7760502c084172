import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

export interface LedgerBalance {
  /** Orders that count. */
  orders: number
  /** Those of them whose ledger does not add up to Shopify's current total. */
  unbalanced: number
}

/** Whether each order's ledger adds up to what Shopify says the order is worth now. */
export async function ledgerBalance(trx: TenantTrx): Promise<LedgerBalance> {
  const { rows } = await sql<LedgerBalance>`
    select
      (
        select coalesce(sum(d.orders_of_customers + d.guest_orders), 0)::int
        from daily_ordering d
      ) as orders,
      (
        select count(*)::int
        from orders o
        where o.ledger_difference <> 0 and o.deleted_at is null and not o.test
      ) as unbalanced
  `.execute(trx)
  const [balance] = rows
  if (!balance) throw new Error('A count gave no row')
  return balance
}
