import { sql, type RawBuilder } from 'kysely'
import { currentTenant, idArray, recordset, shopZone } from './statement.ts'

/**
 * Marks say which days and customers the rollups no longer match. They are written in the
 * transaction that changes the ledger: once before the change (old state) and once after it (new
 * state), so that what left a day counts as much as what came.
 *
 * A mark that is there already is locked on purpose (a DO UPDATE whose condition is false does only
 * that): it keeps a drain that runs at the same time from taking the mark before this transaction's
 * rows can be seen (`refreshRollups` skips locked marks). With DO NOTHING that mark would be lost.
 */

/** The days on which stored orders and their ledger count. */
export function markDaysOf(orderIds: readonly string[]): RawBuilder<unknown> | undefined {
  if (orderIds.length === 0) return undefined
  return insertDays(sql`
    select processed_at as at from orders where id = any(${idArray(orderIds)})
    union all
    select counted_at from sales where order_id = any(${idArray(orderIds)})
  `)
}

/** The days on which these times lie, ISO. */
export function markDays(times: readonly string[]): RawBuilder<unknown> | undefined {
  const rows = [...new Set(times)].map((at) => ({ at }))
  if (rows.length === 0) return undefined
  return insertDays(sql`select at from ${recordset(rows, { at: 'timestamptz' }, 'touched')}`)
}

export function markCustomers(
  customerIds: readonly (string | null)[],
): RawBuilder<unknown> | undefined {
  const rows = [...new Set(customerIds)]
    .filter((id) => id !== null)
    .map((id) => ({ customer_id: id }))
  if (rows.length === 0) return undefined
  return sql`
    insert into dirty_customers (tenant_id, customer_id)
    select ${currentTenant}, customer_id
    from ${recordset(rows, { customer_id: 'bigint' }, 'touched')}
    order by customer_id
    on conflict (tenant_id, customer_id) do update set customer_id = excluded.customer_id
      where false
  `
}

/** In one order, so that two transactions never wait for each other's marks. */
function insertDays(times: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into dirty_days (tenant_id, day)
    select distinct ${currentTenant}, (at at time zone ${shopZone})::date as day
    from (${times}) as touched
    order by day
    on conflict (tenant_id, day) do update set day = excluded.day where false
  `
}
