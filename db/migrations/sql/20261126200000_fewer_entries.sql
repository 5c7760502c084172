-- Each change of a lifetime value makes an entry in every index of customer_values. Customers by their
-- first order come from their first orders, which hardly ever change.
drop index customer_values_first;
create index customer_orders_first
  on customer_orders (tenant_id, processed_at, customer_id)
  where number = 1;

-- Few customers are deleted: whether one is takes a look into next to nothing.
create index customers_deleted on customers (tenant_id, id) where deleted_at is not null;
