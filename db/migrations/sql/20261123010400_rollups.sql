-- What the dashboard reads. Defined in metrics: each figure is a sum over the sales ledger.

create table daily_sales (
  tenant_id uuid not null,
  reversals text not null check (reversals in ('event', 'order')),
  day date not null,
  currency_code text not null,
  orders integer not null default 0,
  units bigint not null default 0,
  gross_sales numeric not null default 0,
  discounts numeric not null default 0,
  returns numeric not null default 0,
  net_sales numeric not null default 0,
  shipping numeric not null default 0,
  duties numeric not null default 0,
  fees numeric not null default 0,
  taxes numeric not null default 0,
  total_sales numeric not null default 0,
  tips numeric not null default 0,
  tip_taxes numeric not null default 0,
  gift_cards numeric not null default 0,
  gift_card_taxes numeric not null default 0,
  placed_value numeric not null default 0,
  primary key (tenant_id, reversals, day, currency_code)
) with (fillfactor = 80);

create table daily_product_sales (
  tenant_id uuid not null,
  reversals text not null check (reversals in ('event', 'order')),
  day date not null,
  product_id bigint not null,
  variant_id bigint not null,
  currency_code text not null,
  units bigint not null default 0,
  gross_sales numeric not null default 0,
  discounts numeric not null default 0,
  returns numeric not null default 0,
  net_sales numeric not null default 0,
  primary key (tenant_id, reversals, day, product_id, variant_id, currency_code)
) with (fillfactor = 80);

create table customer_values (
  tenant_id uuid not null,
  customer_id bigint not null,
  currency_code text not null,
  total_spent numeric not null,
  orders_count integer not null,
  first_order_at timestamptz not null,
  last_order_at timestamptz not null,
  cohort_month date not null,
  primary key (tenant_id, customer_id, currency_code)
) with (fillfactor = 80);
create index customer_values_top
  on customer_values (tenant_id, currency_code, total_spent desc, customer_id);
create index customer_values_first_order on customer_values (tenant_id, first_order_at);

create table dirty_days (
  tenant_id uuid not null,
  day date not null,
  primary key (tenant_id, day)
) with (autovacuum_vacuum_scale_factor = 0.02);

create table dirty_customers (
  tenant_id uuid not null,
  customer_id bigint not null,
  primary key (tenant_id, customer_id)
) with (autovacuum_vacuum_scale_factor = 0.02);

select protect_tenant_table(target::regclass)
from unnest(array['daily_sales', 'daily_product_sales', 'customer_values', 'dirty_days',
  'dirty_customers']) as target;
grant select, insert, update, delete
  on daily_sales, daily_product_sales, customer_values, dirty_days, dirty_customers
  to tidemark_app;
