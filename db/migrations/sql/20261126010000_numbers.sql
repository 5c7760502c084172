-- Rollups that are kept by exact differences: what changed orders counted for is taken away, what
-- they count for now is added. `entries` says how many orders and ledger rows a row is made of; when
-- none is left the row goes.

-- Where the order goes, or is billed to: ISO 3166 alpha-2. Null where not known or not shown to us.
alter table orders add column country_code text;

alter table daily_sales add column entries integer not null default 0;
-- Units that came back, signed as the ledger signs them: negative as a rule.
alter table daily_product_sales add column returned_units bigint not null default 0;
alter table daily_product_sales add column entries integer not null default 0;
alter table customer_values add column placed_value numeric not null default 0;

-- daily_sales, split by what the figures can be filtered by.
create table daily_segment_sales (
  tenant_id uuid not null,
  reversals text not null check (reversals in ('event', 'order')),
  day date not null,
  currency_code text not null,
  channel text not null,
  customer_type text not null check (customer_type in ('new', 'returning', 'guest')),
  presentment_currency_code text not null,
  country_code text not null,
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
  entries integer not null default 0,
  primary key (tenant_id, reversals, day, currency_code, channel, customer_type,
    presentment_currency_code, country_code)
) with (fillfactor = 80);

-- The place of each counted order among its customer's orders, by order date, then id. Orders of
-- guests and of deleted customers have no row. `number`: 1 the first ever, 2 the second, 3 any later
-- one, so that an order that arrives late moves its neighbours only.
create table customer_orders (
  tenant_id uuid not null,
  order_id bigint not null,
  customer_id bigint not null,
  processed_at timestamptz not null,
  day date not null,
  currency_code text not null,
  number smallint not null check (number between 1 and 3),
  previous_day date,
  second_previous_day date,
  -- First day of the month of the customer's first order.
  cohort_month date not null,
  primary key (tenant_id, order_id)
) with (fillfactor = 90);
create index customer_orders_customer
  on customer_orders (tenant_id, customer_id, processed_at, order_id);

-- Orders of a day by their place; customers' figures of any range add up from these and the gaps.
create table daily_ordering (
  tenant_id uuid not null,
  day date not null,
  orders_of_customers integer not null default 0,
  guest_orders integer not null default 0,
  first_orders integer not null default 0,
  second_orders integer not null default 0,
  later_orders integer not null default 0,
  primary key (tenant_id, day)
) with (fillfactor = 80);

-- Orders on `day` whose customer's previous (steps 1) or second previous (steps 2) order was on
-- `earlier_day`; `second_orders` of them are their customer's second ever (steps 1 only).
create table ordering_gaps (
  tenant_id uuid not null,
  steps smallint not null check (steps in (1, 2)),
  earlier_day date not null,
  day date not null,
  orders integer not null default 0,
  second_orders integer not null default 0,
  primary key (tenant_id, steps, earlier_day, day)
) with (fillfactor = 80);

-- The same by the month of the earlier day, so that the months before a range are few rows.
create table ordering_gap_months (
  tenant_id uuid not null,
  steps smallint not null check (steps in (1, 2)),
  earlier_month date not null,
  day date not null,
  orders integer not null default 0,
  second_orders integer not null default 0,
  primary key (tenant_id, steps, earlier_month, day)
) with (fillfactor = 80);

-- What the customers whose first order lies in `cohort_month` did in `month`, both first days of
-- months in the shop's zone. `customers` counts each customer once in a month, in the currency of
-- her first order there, so that currencies add up.
create table cohort_months (
  tenant_id uuid not null,
  cohort_month date not null,
  month date not null,
  currency_code text not null,
  customers integer not null default 0,
  orders integer not null default 0,
  event_net_sales numeric not null default 0,
  event_total_sales numeric not null default 0,
  order_net_sales numeric not null default 0,
  order_total_sales numeric not null default 0,
  entries integer not null default 0,
  primary key (tenant_id, cohort_month, month, currency_code)
) with (fillfactor = 80);

-- Orders are marked instead of days.
drop table dirty_days;

-- Orders that changed since the rollups counted them.
create table dirty_orders (
  tenant_id uuid not null,
  order_id bigint not null,
  primary key (tenant_id, order_id)
) with (autovacuum_vacuum_scale_factor = 0.02);

-- What the rollups count such an order for: copies made before it was first changed. An order that
-- counts nowhere yet has none.
create table counted_orders (
  tenant_id uuid not null,
  id bigint not null,
  customer_id bigint,
  processed_at timestamptz not null,
  currency_code text not null,
  presentment_currency_code text not null,
  source_name text,
  country_code text,
  primary key (tenant_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02);

create table counted_sales (
  tenant_id uuid not null,
  order_id bigint not null,
  id bigint not null,
  counted_at timestamptz not null,
  reason text not null,
  action_type text not null,
  line_type text not null,
  quantity integer,
  total_amount numeric not null,
  discount_before_tax numeric not null,
  tax_amount numeric not null,
  currency_code text not null,
  product_id bigint,
  variant_id bigint,
  primary key (tenant_id, order_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02);

-- A shop whose rollups must be computed anew from the whole ledger, in one transaction: its zone
-- has changed, or, here, the tables above are new.
create table rollup_rebuilds (
  tenant_id uuid primary key references tenants on delete cascade,
  requested_at timestamptz not null default now()
);
insert into rollup_rebuilds (tenant_id) select id from tenants;

select protect_tenant_table(target::regclass)
from unnest(array['daily_segment_sales', 'customer_orders', 'daily_ordering', 'ordering_gaps',
  'ordering_gap_months', 'cohort_months', 'dirty_orders', 'counted_orders', 'counted_sales',
  'rollup_rebuilds']) as target;
grant select, insert, update, delete
  on daily_segment_sales, customer_orders, daily_ordering, ordering_gaps, ordering_gap_months,
  cohort_months, dirty_orders, counted_orders, counted_sales, rollup_rebuilds
  to tidemark_app;
