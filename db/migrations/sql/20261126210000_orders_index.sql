-- Who has ordered as often follows by the last order, so that what a sync changes, which are mostly
-- customers who ordered lately, lies side by side in the index, not on a page for each of them.
drop index customer_values_orders;
create index customer_values_orders
  on customer_values (tenant_id, currency_code, orders_count, last_order_at, customer_id);
