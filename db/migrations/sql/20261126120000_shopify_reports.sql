-- Our figures beside those of Shopify's own reports, day by day.

-- When a shop's days were last compared, and how far the walk over the older ones has come.
create table report_checks (
  tenant_id uuid primary key,
  checked_at timestamptz not null,
  -- Older days than this one come next; null: the newest of them.
  older_before date,
  -- Why nothing could be compared; null: it could.
  fault text check (fault in ('scope', 'customer_data', 'refused'))
);

create table report_days (
  tenant_id uuid not null,
  day date not null,
  compared_at timestamptz not null,
  currency_code text not null,
  primary key (tenant_id, day)
);

-- Only what differs: a compared day without a row says the same as Shopify in every metric.
create table report_differences (
  tenant_id uuid not null,
  day date not null,
  metric text not null check (metric in ('orders', 'gross_sales', 'discounts', 'returns',
    'net_sales', 'shipping', 'duties', 'fees', 'taxes', 'total_sales')),
  ours numeric not null,
  shopify numeric not null,
  primary key (tenant_id, day, metric)
);

select protect_tenant_table(target::regclass)
from unnest(array['report_checks', 'report_days', 'report_differences']) as target;
grant select, insert, update, delete on report_checks, report_days, report_differences
  to tidemark_app;
