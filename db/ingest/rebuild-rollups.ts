import { sql } from 'kysely'
import { PLANNED_ONCE } from '../connection/planned-once.ts'
import type { TenantTrx } from '../index.ts'
import { applyChanges } from './apply-changes.ts'
import { compareCustomers } from './customer-drift.ts'
import { recountAllCustomers } from './daily-customers.ts'
import { loadShopZone } from './shop-zone.ts'
import { currentTenant } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

/** All that a rebuild begins anew. */
const TABLES = [
  'daily_sales',
  'daily_segment_sales',
  'daily_product_sales',
  'product_months',
  'folded_months',
  'customer_values',
  'customer_spread',
  'customer_drift',
  'customer_orders',
  'daily_ordering',
  'ordering_gaps',
  'ordering_gap_months',
  'cohort_months',
  'counted_orders',
  'counted_sales',
  'dirty_orders',
  'dirty_customers',
  'uncompared_customers',
] as const

/**
 * Asks that all rollups be computed anew from the whole ledger: the next drain (`refreshRollups`)
 * does it in one transaction, so that readers see the old figures until the new ones are complete.
 * Where nothing has been counted yet there is nothing to do.
 */
export async function rebuildRollups(trx: TenantTrx): Promise<void> {
  await sql`
    insert into rollup_rebuilds (tenant_id)
    select ${currentTenant} where exists (select from daily_sales)
    on conflict (tenant_id) do update set requested_at = now()
  `.execute(trx)
}

export async function isRebuildDue(trx: TenantTrx): Promise<boolean> {
  const { rows } = await sql`${sql.raw(PLANNED_ONCE)} select from rollup_rebuilds`.execute(trx)
  return rows.length > 0
}

/**
 * Keeps all writers of orders and customers waiting. Returns how many orders were read, so many at a
 * time: a statement must end well within the connection's time limit.
 */
export async function rebuildAll(
  trx: TenantTrx,
  atOnce: number,
  onProgress?: () => void,
): Promise<number> {
  await lockTenantPart(trx, 'orders')
  await lockTenantPart(trx, 'customers')
  await lockTenantPart(trx, 'rollups')
  // Another drain may have done it while this one waited.
  if (!(await isRebuildDue(trx))) return 0
  await sql`delete from rollup_rebuilds`.execute(trx)
  for (const table of TABLES) {
    await sql`delete from ${sql.table(table)}`.execute(trx)
    onProgress?.()
  }
  await recountAllCustomers(trx)
  const zone = await loadShopZone(trx)
  let total = 0
  for (let after = '0'; ;) {
    const { rows } = await sql<{ id: string }>`
      select id::text from orders where id > ${after} order by orders.id limit ${atOnce}
    `.execute(trx)
    const orders = rows.map((row) => row.id)
    const last = orders.at(-1)
    if (last === undefined) return total
    const changes = { zone, orders, customers: [], counted: false, dense: true }
    await compareCustomers(trx, await applyChanges(trx, changes))
    onProgress?.()
    total += orders.length
    after = last
  }
}
