import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { applyChanges } from './apply-changes.ts'
import { refreshDrift } from './customer-drift.ts'
import { moveSpread, readSpread } from './customer-spread.ts'
import { drainedRows } from './drained-rows.ts'
import { isFew, planForFew, plannedFor } from './few-changes.ts'
import type { Changes } from './resequence.ts'
import { idArray } from './statement.ts'

/**
 * Brings all rollups to what is true now, and with them how customers' lifetime values are spread and
 * where they differ from Shopify's.
 */
export async function applyToCustomers(trx: TenantTrx, changes: Changes): Promise<void> {
  if (isFew(changes.orders)) await planForFew.execute(trx)
  else await planForMany(trx)
  const customers = await listTouched(trx, changes)
  const before = await readSpread(trx, customers)
  await applyChanges(trx, changes)
  await moveSpread(trx, customers, before)
  await refreshDrift(customers)?.execute(trx)
}

/** Else many orders go to disk, several times, and are joined each with each where none are expected. */
async function planForMany(trx: TenantTrx): Promise<void> {
  await sql`set local work_mem = '64MB'`.execute(trx)
  await sql`set local enable_nestloop = off`.execute(trx)
}

/** Whose the orders are, and whose they were when they were counted last. */
async function listTouched(trx: TenantTrx, changes: Changes): Promise<readonly string[]> {
  const { orders, customers, counted } = changes
  if (orders.length === 0) return customers
  const until = sql`
    select customer_id from ${drainedRows('counted_orders', 'id', changes)} as c
    union
    select customer_id from ${drainedRows('customer_orders', 'order_id', changes)} as p
    union
  `
  const { rows } = await sql<{ id: string }>`${plannedFor(orders)}
    select customer_id::text as id from (
      select customer_id from ${drainedRows('orders', 'id', changes)} as o
      union
      ${counted ? until : sql``}
      select unnest(${idArray(customers)})
    ) as touched
    where customer_id is not null
  `.execute(trx)
  return rows.map((row) => row.id)
}
