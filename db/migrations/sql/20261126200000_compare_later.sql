-- Each change of a lifetime value makes an entry in every index of customer_values. Customers by their
-- first order come from their first orders, which hardly ever change.
drop index customer_values_first;
create index customer_orders_first
  on customer_orders (tenant_id, processed_at, customer_id)
  where number = 1;

-- With what an order's place comes from: of the customer's order before, which lies anywhere, the index
-- tells all that a new order asks.
drop index customer_orders_customer;
create index customer_orders_customer
  on customer_orders (tenant_id, customer_id, processed_at, order_id)
  include (day, previous_day, cohort_month);

-- Few customers are deleted: whether one is takes a look into next to nothing.
create index customers_deleted on customers (tenant_id, id) where deleted_at is not null;

-- Customers whom a sync has read since their lifetime value was compared with Shopify's. They are
-- compared when their orders have been counted: until then nobody knows whether the two differ.
create table uncompared_customers (
  tenant_id uuid not null,
  customer_id bigint not null,
  primary key (tenant_id, customer_id)
) with (autovacuum_vacuum_scale_factor = 0.02);
select protect_tenant_table('uncompared_customers');
grant select, insert, update, delete on uncompared_customers to tidemark_app;
