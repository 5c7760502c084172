/** A mistake that a mirror can make, in one row, and what the checker must say of it. */
export interface Falsehood {
  what: string
  /** Changes exactly one row of the tenant $1. */
  sql: string
  found: RegExp
}

/** The nth order that is there, counted from the newest: each falsehood takes another. */
const order = (nth: number): string =>
  `(select id from orders where tenant_id = $1 and deleted_at is null
   order by id desc offset ${nth} limit 1)`

/** The first part of the nth order. */
const partOf = (table: string, nth: number): string =>
  `tenant_id = $1 and order_id = ${order(nth)}
   and id = (select min(id) from ${table} where tenant_id = $1 and order_id = ${order(nth)})`

/** The last row of a table, by its own order. */
const last = (table: string, key: string, where = 'true'): string =>
  `tenant_id = $1 and ${where} and (${key}) = (select ${key} from ${table}
   where tenant_id = $1 and ${where} order by ${key} desc limit 1)`

/** One of each kind, to be told all at once. */
export const FALSEHOODS: readonly Falsehood[] = [
  {
    what: 'an order that is lost',
    sql: `update orders set deleted_at = now() where tenant_id = $1 and id = ${order(20)}`,
    found: /: order \d+ is lost/,
  },
  {
    what: 'an order that Shopify does not have',
    sql: `insert into orders select (jsonb_populate_record(o, '{"id": 1}')).* from orders o
      where tenant_id = $1 and id = ${order(1)}`,
    found: /: order 1 is in Postgres and not in Shopify/,
  },
  {
    what: 'an order that is stale by a second',
    sql: `update orders set updated_at = updated_at - interval '1 second'
      where tenant_id = $1 and id = ${order(2)}`,
    found: /: order \d+: updatedAt is/,
  },
  {
    what: 'an order that is wrong by a cent',
    sql: `update orders set current_total = current_total + 0.01
      where tenant_id = $1 and id = ${order(3)}`,
    found: /: order \d+: currentTotal is/,
  },
  {
    what: "another one's order",
    sql: `update orders set customer_id = 1 where tenant_id = $1 and id = ${order(4)}`,
    found: /: order \d+: customer is/,
  },
  {
    what: 'a line that is lost',
    sql: `delete from order_lines where ${partOf('order_lines', 5)}`,
    found: /: line \d+ of order \d+ is lost/,
  },
  {
    what: 'a line with one unit too many',
    sql: `update order_lines set current_quantity = current_quantity + 1
      where ${partOf('order_lines', 6)}`,
    found: /: line \d+ of order \d+: currentQuantity is/,
  },
  {
    what: 'a sale that is counted twice',
    sql: `insert into sales select (jsonb_populate_record(s, '{"id": 1}')).* from sales s
      where ${partOf('sales', 7)}`,
    found: /: sale 1 of order \d+ is in Postgres and not in Shopify/,
  },
  {
    what: 'a sale that is wrong by less than a cent',
    sql: `update sales set tax_amount = tax_amount + 0.001 where ${partOf('sales', 8)}`,
    found: /: sale \d+ of order \d+: tax is/,
  },
  {
    what: 'a refund that is lost',
    sql: `delete from refunds where (tenant_id, order_id, id) = (
      select r.tenant_id, r.order_id, r.id from refunds r join orders o using (tenant_id)
      where tenant_id = $1 and o.id = r.order_id and o.deleted_at is null limit 1)`,
    found: /: refund \d+ of order \d+ is lost/,
  },
  {
    what: 'a customer with an old name',
    sql: `update customers set display_name = 'X' where ${last('customers', 'id', 'deleted_at is null')}`,
    found: /: customer \d+: name is "X"/,
  },
  {
    what: 'a product with an old title',
    sql: `update products set title = 'X' where ${last('products', 'id', 'deleted_at is null')}`,
    found: /: product \d+: title is "X"/,
  },
  {
    what: 'a variant with an old price',
    sql: `update variants set price = price + 1 where (tenant_id, id) = (
      select v.tenant_id, v.id from variants v join products p using (tenant_id)
      where tenant_id = $1 and p.id = v.product_id and p.deleted_at is null limit 1)`,
    found: /: variant \d+: price is/,
  },
  {
    what: 'a day that is wrong by a cent',
    sql: `update daily_sales set total_sales = total_sales + 0.01
      where ${last('daily_sales', 'day', "reversals = 'order'")}`,
    found: /: day by order [\d-]+: totalSales is/,
  },
  {
    what: 'a rollup that its own ledger contradicts',
    sql: `update daily_sales set units = units + 1
      where ${last('daily_sales', 'day', "reversals = 'event'")}`,
    found: /: a row of daily_sales is/,
  },
  {
    what: 'a customer with one order too many',
    sql: `update customer_values set orders_count = orders_count + 1
      where ${last('customer_values', 'customer_id')}`,
    found: /: lifetime value of customer \d+: ordersCount is/,
  },
  {
    what: 'a Sync Now that nobody served',
    sql: `insert into sync_requests (tenant_id, request_id, requested_at, workflow_id)
      values ($1, gen_random_uuid(), now(), 'sync:x')`,
    found: /: the request [\da-f-]+ of .* was never served/,
  },
  {
    what: 'a run that began before another had ended',
    sql: `insert into sync_runs (tenant_id, run_id, workflow_id, trigger, state, started_at, finished_at)
      select tenant_id, 'second', workflow_id, trigger, 'completed', started_at, finished_at
      from sync_runs where ${last('sync_runs', 'started_at', 'finished_at > started_at')}`,
    found: /: the run .* began at .*, before the run .* had ended/,
  },
  {
    what: 'a run that is left as running',
    sql: `insert into sync_runs (tenant_id, run_id, workflow_id, trigger, state, started_at)
      values ($1, 'left', 'sync:x', 'manual', 'running', now())`,
    found: /: the run left is left as running/,
  },
  {
    what: 'a row that was set aside',
    sql: `insert into rejected_rows (tenant_id, entity, entity_id, json, reason)
      values ($1, 'orders', '1', '{}', 'It is odd.')`,
    found: /: orders 1 was set aside: It is odd\./,
  },
  {
    what: 'a fence that fell',
    sql: `update sync_cursors set fence = 0 where tenant_id = $1 and entity = 'orders'`,
    found: /: the fence of orders fell/,
  },
  {
    what: 'a watermark that went back',
    sql: `update sync_cursors set watermark_at = watermark_at - interval '1 day'
      where tenant_id = $1 and entity = 'customers'`,
    found: /: the watermark of customers went back/,
  },
  {
    what: 'a mark that waits to be added up',
    sql: `insert into dirty_orders (tenant_id, order_id) values ($1, 1)`,
    found: /: orders: 1 wait to be added up/,
  },
]
