-- What the customers' leaderboard is searched and sorted by.
--
-- Under row-level security an index condition may only use operators that Postgres calls leakproof.
-- LIKE, trigrams and all comparisons of `numeric` are not; comparisons of text, bigint and times are.
-- So names are looked up as ranges of folded text, and amounts are sorted by a bigint.

-- A name as it is searched (no case, no accents, not longer than an index takes), and its last word.
alter table customers
  add column search_name text collate "C" generated always as (
    left(regexp_replace(lower(normalize(display_name, NFKD) collate "pg_c_utf8"),
      '[\u0300-\u036f]', '', 'g'), 200)
  ) stored,
  add column search_last_name text collate "C" generated always as (
    left(substring(regexp_replace(lower(normalize(display_name, NFKD) collate "pg_c_utf8"),
      '[\u0300-\u036f]', '', 'g') from '[^ ]*$'), 200)
  ) stored;
-- With what a search of several words filters by, so that it reads no rows.
create index customers_search_name on customers (tenant_id, search_name)
  include (id)
  where deleted_at is null and search_name is not null;
create index customers_search_last_name on customers (tenant_id, search_last_name)
  include (id, search_name)
  where deleted_at is null and search_last_name is not null;
-- What can't be compared with Shopify's value, and what has no order to compare it with.
create index customers_without_amount on customers (tenant_id)
  where deleted_at is null and shopify_amount_spent is null;
create index customers_with_amount on customers (tenant_id, id)
  include (shopify_amount_spent, shopify_currency_code)
  where deleted_at is null and shopify_amount_spent <> 0;

-- Ten-thousandths of the total, negated: ascending, the highest comes first, then the lowest id.
alter table customer_values add column spent_rank bigint generated always as (
  (-greatest(least(total_spent, 900000000000000), -900000000000000) * 10000)::bigint
) stored;
-- Also what the RFM groups are counted from, without reading the rows.
drop index customer_values_top;
create index customer_values_top
  on customer_values (tenant_id, currency_code, spent_rank, customer_id)
  include (orders_count, last_order_at, total_spent);
create index customer_values_orders
  on customer_values (tenant_id, currency_code, orders_count, customer_id);
create index customer_values_last_order
  on customer_values (tenant_id, currency_code, last_order_at, customer_id);
create index customer_values_first
  on customer_values (tenant_id, currency_code, first_order_at, customer_id);

-- How many rows of customer_values lie in a narrow interval of a measure: enough to find the value
-- below which any share of the customers lies without reading them all. `bucket` is the interval's
-- lower end: of spent_rank, of orders_count itself, of the UTC day of last_order_at since 1970.
create table customer_spread (
  tenant_id uuid not null,
  currency_code text not null,
  measure text not null check (measure in ('spent', 'orders', 'last_order')),
  bucket bigint not null,
  customers bigint not null,
  primary key (tenant_id, currency_code, measure, bucket)
) with (fillfactor = 80);

-- Customers with orders whose lifetime value isn't what Shopify says. `difference` is ours less
-- Shopify's; null, and so is the currency, where the two are not in one currency.
create table customer_drift (
  tenant_id uuid not null,
  customer_id bigint not null,
  currency_code text,
  difference numeric,
  shopify_read_at timestamptz,
  -- Ten-thousandths of its size, negated: ascending, the largest comes first, then the lowest id.
  drift_rank bigint generated always as (
    (-least(abs(difference), 900000000000000) * 10000)::bigint
  ) stored,
  primary key (tenant_id, customer_id)
) with (fillfactor = 80);
create index customer_drift_largest
  on customer_drift (tenant_id, currency_code, drift_rank, customer_id);

select protect_tenant_table(target::regclass)
from unnest(array['customer_spread', 'customer_drift']) as target;
grant select, insert, update, delete on customer_spread, customer_drift to tidemark_app;

-- Both are filled with the other rollups. For all shops at once, which the owner's policy is not for.
alter table rollup_rebuilds no force row level security;
insert into rollup_rebuilds (tenant_id) select id from tenants on conflict do nothing;
alter table rollup_rebuilds force row level security;
