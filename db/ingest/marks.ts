import { sql, type RawBuilder } from 'kysely'
import { orderCounts } from './ledger-measures.ts'
import { COUNTED_ORDER, COUNTED_SALE } from './rollup-tables.ts'
import { currentTenant, idArray, names, recordset } from './statement.ts'

/**
 * Marks say which orders the rollups no longer count rightly. They are written in the transaction
 * that changes an order and *before* its rows are: together with the first mark goes a copy of what
 * the rollups count the order for, which a drain takes away when it adds what is there then.
 *
 * A mark that is there already is locked on purpose (a DO UPDATE whose condition is false does only
 * that): it keeps a drain that runs at the same time from taking the mark before this transaction's
 * rows can be seen (`refreshRollups` skips locked marks). With DO NOTHING that mark would be lost.
 * A mark that a drain has just taken is waited for, so the copy is what that drain counted.
 */

/** Orders that are not stored yet. */
export function markNewOrders(orderIds: readonly string[]): RawBuilder<unknown> | undefined {
  return orderIds.length === 0 ? undefined : insertMarks(orderIds)
}

/** Stored orders that are about to change in any way that a figure may depend on. */
export function markStoredOrders(orderIds: readonly string[]): RawBuilder<unknown> | undefined {
  if (orderIds.length === 0) return undefined
  return sql`
    with marked as materialized (${insertMarks(orderIds)} returning order_id),
    counted as materialized (
      select o.* from marked
      cross join lateral (select * from orders where orders.id = marked.order_id offset 0) as o
      where ${orderCounts}
    ),
    copied as (
      insert into counted_orders (tenant_id, ${names(COUNTED_ORDER)})
      select tenant_id, ${names(COUNTED_ORDER)} from counted
    )
    insert into counted_sales (tenant_id, ${names(COUNTED_SALE)})
    select s.tenant_id, ${names(COUNTED_SALE, 's')} from counted
    cross join lateral (select * from sales where sales.order_id = counted.id offset 0) as s
  `
}

/** Customers who were deleted, or came back: their orders count as a guest's from then on, or theirs. */
export function markCustomers(customerIds: readonly string[]): RawBuilder<unknown> | undefined {
  if (customerIds.length === 0) return undefined
  const rows = [...new Set(customerIds)].map((id) => ({ customer_id: id }))
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
function insertMarks(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    insert into dirty_orders (tenant_id, order_id)
    select ${currentTenant}, order_id
    from unnest(${idArray(orderIds)}) as touched (order_id)
    order by order_id
    on conflict (tenant_id, order_id) do update set order_id = excluded.order_id where false
  `
}
