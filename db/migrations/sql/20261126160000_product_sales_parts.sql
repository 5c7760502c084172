-- Product sales keep what the two views of reversals differ in instead of both of them: nearly every
-- row was there twice. `part` says what a row is:
-- event  what counts on the day, each ledger row on the day on which it happened;
-- moved  what has to be added to that so that all count on the days of their orders: a later return,
--        refund or edit is taken off the day on which it happened and put on the day of its order.
-- The view `event` is the one, the view `order` both added up.

set local work_mem = '256MB';

-- Those of all shops at once, which the owner's policy is not for.
alter table daily_product_sales no force row level security;
alter table product_months no force row level security;
alter table folded_months no force row level security;

alter table daily_product_sales rename column reversals to part;
alter table daily_product_sales drop constraint daily_product_sales_reversals_check;
insert into daily_product_sales (tenant_id, part, day, product_id, variant_id, currency_code, units,
  returned_units, gross_sales, discounts, returns, net_sales, entries)
select *
from (
  select tenant_id, 'moved', day, product_id, variant_id, currency_code,
    coalesce(o.units, 0) - coalesce(e.units, 0) as units,
    coalesce(o.returned_units, 0) - coalesce(e.returned_units, 0) as returned_units,
    coalesce(o.gross_sales, 0) - coalesce(e.gross_sales, 0) as gross_sales,
    coalesce(o.discounts, 0) - coalesce(e.discounts, 0) as discounts,
    coalesce(o.returns, 0) - coalesce(e.returns, 0) as returns,
    coalesce(o.net_sales, 0) - coalesce(e.net_sales, 0) as net_sales,
    coalesce(o.entries, 0) - coalesce(e.entries, 0) as entries
  from (select * from daily_product_sales where part = 'order') as o
  full join (select * from daily_product_sales where part = 'event') as e
    using (tenant_id, day, product_id, variant_id, currency_code)
) as moved
where units <> 0 or returned_units <> 0 or gross_sales <> 0 or discounts <> 0 or returns <> 0
  or net_sales <> 0 or entries <> 0
order by 1, 2, 3, 4, 5, 6;
delete from daily_product_sales where part = 'order';
alter table daily_product_sales add constraint daily_product_sales_part_check
  check (part in ('event', 'moved'));

-- The months are added up anew from their days, and lie as they are read. `entries` as there: so many ledger rows.
truncate product_months;
alter table product_months rename column reversals to part;
alter table product_months drop constraint product_months_reversals_check;
alter table product_months add constraint product_months_part_check
  check (part in ('event', 'moved'));
alter table product_months add column entries integer not null;
insert into product_months (tenant_id, part, month, product_id, variant_id, currency_code, units,
  returned_units, gross_sales, discounts, returns, net_sales, entries, last_sold_on)
select *
from (
  select tenant_id, part, date_trunc('month', day::timestamp)::date as month, product_id, variant_id,
    currency_code, sum(units) as units, sum(returned_units) as returned_units,
    sum(gross_sales) as gross_sales, sum(discounts) as discounts, sum(returns) as returns,
    sum(net_sales) as net_sales, sum(entries) as entries,
    max(day) filter (where part = 'event' and units > returned_units) as last_sold_on
  from daily_product_sales
  group by 1, 2, 3, 4, 5, 6
) as added
where (tenant_id, month) in (select tenant_id, month from folded_months where not stale)
  and (units <> 0 or returned_units <> 0 or gross_sales <> 0 or discounts <> 0 or returns <> 0
    or net_sales <> 0 or entries <> 0)
order by 1, 2, 3, 4, 5, 6;

alter table daily_product_sales force row level security;
alter table product_months force row level security;
alter table folded_months force row level security;

grant select (entries) on daily_product_sales to tidemark_analyst;
create or replace view analytics.product_sales with (security_invoker = true) as
select
  'event'::text as reversals,
  d.day,
  d.product_id,
  d.variant_id,
  d.currency_code,
  d.units - d.returned_units as units_sold,
  -d.returned_units as units_returned,
  d.units,
  d.gross_sales,
  d.discounts,
  d.returns,
  d.net_sales
from daily_product_sales d
where d.part = 'event'
union all
select
  'order',
  d.day,
  d.product_id,
  d.variant_id,
  d.currency_code,
  sum(d.units - d.returned_units)::bigint,
  sum(-d.returned_units)::bigint,
  sum(d.units)::bigint,
  sum(d.gross_sales),
  sum(d.discounts),
  sum(d.returns),
  sum(d.net_sales)
from daily_product_sales d
where d.part in ('event', 'moved')
group by d.tenant_id, d.day, d.product_id, d.variant_id, d.currency_code
having sum(d.entries) <> 0;

-- Nothing reads it: the leaderboard's order by first order is another index.
drop index customer_values_first_order;
