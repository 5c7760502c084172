-- Each change of a lifetime value makes an entry in every index of customer_values. Customers by their
-- first order come from their first orders, which hardly ever change.
drop index customer_values_first;
create index customer_orders_first
  on customer_orders (tenant_id, processed_at, customer_id)
  where number = 1;

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
