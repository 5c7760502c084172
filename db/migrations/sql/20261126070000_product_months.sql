-- daily_product_sales by month, so that what a range of years costs grows with its months. Months
-- are added up once they are over; one in which something changed since is read by its days.

create table product_months (
  tenant_id uuid not null,
  reversals text not null check (reversals in ('event', 'order')),
  month date not null,
  product_id bigint not null,
  variant_id bigint not null,
  currency_code text not null,
  units bigint not null,
  returned_units bigint not null,
  gross_sales numeric not null,
  discounts numeric not null,
  returns numeric not null,
  net_sales numeric not null,
  -- The last day on which units were sold; null: none were.
  last_sold_on date,
  primary key (tenant_id, reversals, month, product_id, variant_id, currency_code)
);

-- Which months product_months holds, and since when it no longer holds what the days say.
create table folded_months (
  tenant_id uuid not null,
  month date not null,
  folded_at timestamptz not null default now(),
  stale boolean not null default false,
  primary key (tenant_id, month)
) with (fillfactor = 80);

select protect_tenant_table(target::regclass)
from unnest(array['product_months', 'folded_months']) as target;
grant select, insert, update, delete on product_months, folded_months to tidemark_app;
