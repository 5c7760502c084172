import { sql, type RawBuilder } from 'kysely'
import { orderCounts } from './ledger-measures.ts'
import { COUNTED_ORDER, COUNTED_SALE } from './rollup-tables.ts'
import { currentTenant, idArray, names } from './statement.ts'

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
  return orderIds.length === 0 ? undefined : insertMarks('dirty_orders', 'order_id', orderIds)
}

/** Stored orders that are about to change in any way that a figure may depend on. */
export function markStoredOrders(orderIds: readonly string[]): RawBuilder<unknown> | undefined {
  if (orderIds.length === 0) return undefined
  return sql`
    with marked as materialized (
      ${insertMarks('dirty_orders', 'order_id', orderIds)} returning order_id
    ),
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
  return insertMarks('dirty_customers', 'customer_id', customerIds)
}

/** Customers of whom Shopify said something new: whether its lifetime value is ours is not known. */
export function markUncompared(customerIds: readonly string[]): RawBuilder<unknown> | undefined {
  if (customerIds.length === 0) return undefined
  return insertMarks('uncompared_customers', 'customer_id', customerIds)
}

/** In one order, so that two transactions never wait for each other's marks. */
function insertMarks(
  table: 'dirty_orders' | 'dirty_customers' | 'uncompared_customers',
  column: 'order_id' | 'customer_id',
  ids: readonly string[],
): RawBuilder<unknown> {
  const id = sql.ref(column)
  return sql`
    insert into ${sql.table(table)} (tenant_id, ${id})
    select ${currentTenant}, touched.id
    from unnest(${idArray([...new Set(ids)])}) as touched (id)
    order by touched.id
    on conflict (tenant_id, ${id}) do update set ${id} = ${sql.ref(`excluded.${column}`)} where false
  `
}
