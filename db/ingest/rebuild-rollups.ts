import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant, shopZone } from './statement.ts'

/**
 * Marks every day and customer that the ledger or a rollup knows, so that the next drains
 * (`refreshRollups`) rebuild all rollups and remove what no longer belongs there.
 */
export async function rebuildRollups(trx: TenantTrx): Promise<void> {
  await sql`
    insert into dirty_days (tenant_id, day)
    select ${currentTenant}, day
    from (
      select (processed_at at time zone ${shopZone})::date as day from orders
      union
      select (counted_at at time zone ${shopZone})::date from sales
      union
      select day from daily_sales
      union
      select day from daily_product_sales
    ) as known
    order by day
    on conflict (tenant_id, day) do update set day = excluded.day
  `.execute(trx)
  await sql`
    insert into dirty_customers (tenant_id, customer_id)
    select ${currentTenant}, customer_id
    from (
      select customer_id from orders where customer_id is not null
      union
      select customer_id from customer_values
    ) as known
    order by customer_id
    on conflict (tenant_id, customer_id) do update set customer_id = excluded.customer_id
  `.execute(trx)
}
