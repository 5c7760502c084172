import { sql, type RawBuilder } from 'kysely'
import { drainedRows, type Changes } from './drained-rows.ts'
import { orderCounts } from './ledger-measures.ts'
import { COUNTED_ORDER } from './rollup-tables.ts'
import { idArray, lookedUp, names } from './statement.ts'

/**
 * CTEs: the drained orders that count now (`drained`), what they are counted for until now (`counted`),
 * and where they stand among their customers' until now (`stored`: the rows of `customer_orders` that
 * may have to change hands, move or go).
 */
export function drainedOrders(changes: Changes): RawBuilder<unknown> {
  const { zone, customers } = changes
  const day = sql`${orderDay(zone)} as day`
  const gone = sql`
    union
    select * from ${lookedUp('customer_orders', 'customer_id', customers)} as p
    where not (${isAlive(sql`p.customer_id`)})
  `
  return sql`
    drained as materialized (
      select ${names(COUNTED_ORDER, 'o')}, ${day} from ${drainedRows('orders', 'id', changes)} as o
      where ${orderCounts}
    ),
    counted as materialized (
      select ${names(COUNTED_ORDER, 'o')}, ${day}
      from ${changes.counted ? drainedRows('counted_orders', 'id', changes) : NONE} as o
    ),
    stored as materialized (
      select * from ${drainedRows('customer_orders', 'order_id', changes)} as p
      ${customers.length === 0 ? sql`` : gone}
    )
  `
}

/** The day of an order `o`, in the shop's time zone. */
export function orderDay(zone: string): RawBuilder<unknown> {
  return sql`(o.processed_at at time zone ${zone}::text)::date`
}

/** Nothing has been counted of a first sync's orders. */
const NONE = sql`(select * from counted_orders limit 0)`

/**
 * The CTE `fresh`: the orders that have a place now; each customer is looked at once for all of hers. A
 * customer who came back has again all orders that are counted and have none; what is marked has its
 * turn later.
 */
export function freshPlaces({ zone, orders, customers }: Changes): RawBuilder<unknown> {
  const cameBack = sql`
    union all
    select o.id, o.customer_id, o.processed_at, o.currency_code,
      ${orderDay(zone)}
    from ${lookedUp('orders', 'customer_id', customers)} as o
    where ${orderCounts}
      and ${isAlive(sql`o.customer_id`)}
      and o.id <> all(${idArray(orders)})
      and (select d.order_id from dirty_orders as d where d.order_id = o.id) is null
      and (select p.order_id from customer_orders as p where p.order_id = o.id) is null
  `
  return sql`
    fresh as materialized (
      select id as order_id, customer_id, processed_at, currency_code, day
      from drained
      where customer_id is not null and customer_id not in (
        select c.id from customers as c
        where c.id = any(array(select distinct customer_id from drained))
          and c.deleted_at is not null
      )
      ${customers.length === 0 ? sql`` : cameBack}
    )
  `
}

/** Not deleted in Shopify; a customer who is not mirrored yet counts as alive. */
function isAlive(customerId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select true from customers as c where c.id = ${customerId} and c.deleted_at is not null
  ) is null`
}
