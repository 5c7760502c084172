import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant, idArray, shopZone } from './statement.ts'

/**
 * Marks say which days and customers the rollups no longer match. They are written in the
 * transaction that changes the ledger: once before the change (old state) and once after it (new
 * state), so that what left a day counts as much as what came.
 *
 * A mark that is there already is rewritten on purpose: the row lock keeps a drain that runs at the
 * same time from taking it before this transaction's rows can be seen (`refreshRollups` skips locked
 * marks). With DO NOTHING that mark would be lost.
 */
export async function markDaysOf(trx: TenantTrx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  await sql`
    insert into dirty_days (tenant_id, day)
    select ${currentTenant}, day
    from (
      select (processed_at at time zone ${shopZone})::date as day
      from orders where id = any(${idArray(orderIds)})
      union
      select (counted_at at time zone ${shopZone})::date
      from sales where order_id = any(${idArray(orderIds)})
    ) as touched
    order by day
    on conflict (tenant_id, day) do update set day = excluded.day
  `.execute(trx)
}

export async function markCustomers(
  trx: TenantTrx,
  customerIds: readonly (string | null)[],
): Promise<void> {
  const ids = [...new Set(customerIds.filter((id) => id !== null))]
  if (ids.length === 0) return
  await sql`
    insert into dirty_customers (tenant_id, customer_id)
    select ${currentTenant}, customer_id
    from unnest(${idArray(ids)}) as touched (customer_id)
    order by customer_id
    on conflict (tenant_id, customer_id) do update set customer_id = excluded.customer_id
  `.execute(trx)
}
