import { sql, type RawBuilder } from 'kysely'
import { drainedRows, type Changes } from './drained-rows.ts'
import { orderCounts } from './ledger-measures.ts'
import { idArray, lookedUp } from './statement.ts'

/** The rows of `customer_orders` that may have to change hands, move or go. */
export function storedPlaces(changes: Changes): RawBuilder<unknown> {
  const { customers } = changes
  const ofOrders = sql`
    select * from ${drainedRows('customer_orders', 'order_id', changes)} as p
  `
  if (customers.length === 0) return ofOrders
  return sql`
    ${ofOrders}
    union
    select * from ${lookedUp('customer_orders', 'customer_id', customers)} as p
    where not (${isAlive(sql`p.customer_id`)})
  `
}

/**
 * The orders that have a place now; each customer is looked at once for all of hers. A customer who came back has again all orders that are counted
 * and have none; what is marked has its turn later. `counted`: the other rollups know the order.
 */
export function freshPlaces(changes: Changes): RawBuilder<unknown> {
  const { zone, orders, customers, counted } = changes
  const place = sql`
    o.id as order_id, o.customer_id, o.processed_at, o.currency_code,
    (o.processed_at at time zone ${zone}::text)::date as day
  `
  const isCounted = sql`o.id in (select id from ${drainedRows('counted_orders', 'id', changes)} as c)`
  const ofOrders = sql`
    with known as materialized (
      select ${place}, ${counted ? isCounted : sql`false`} as counted
      from ${drainedRows('orders', 'id', changes)} as o
      where ${orderCounts} and o.customer_id is not null
    )
    select * from known
    where customer_id not in (
      select customer_id from (select distinct customer_id from known) as theirs
      where not (${isAlive(sql`customer_id`)})
    )
  `
  if (customers.length === 0) return ofOrders
  return sql`
    (${ofOrders})
    union all
    select ${place}, true
    from ${lookedUp('orders', 'customer_id', customers)} as o
    where ${orderCounts}
      and ${isAlive(sql`o.customer_id`)}
      and o.id <> all(${idArray(orders)})
      and (select d.order_id from dirty_orders as d where d.order_id = o.id) is null
      and (select p.order_id from customer_orders as p where p.order_id = o.id) is null
  `
}

/** Not deleted in Shopify; a customer who is not mirrored yet counts as alive. */
function isAlive(customerId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select true from customers as c where c.id = ${customerId} and c.deleted_at is not null
  ) is null`
}
