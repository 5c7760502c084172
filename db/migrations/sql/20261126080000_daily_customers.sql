-- The shop's customers that are not deleted, by the UTC day on which they were created: how many
-- there are, or were at the end of some day, without counting millions of them one by one. In UTC,
-- so that a change of the shop's zone moves nothing. Writers of one shop's customers take turns.
create table daily_customers (
  tenant_id uuid not null,
  day date not null,
  customers integer not null,
  primary key (tenant_id, day)
) with (fillfactor = 80);

-- Those of all shops at once, which the owner's policy is not for.
alter table customers no force row level security;
insert into daily_customers (tenant_id, day, customers)
select tenant_id, (created_at at time zone 'UTC')::date, count(*)
from customers
where deleted_at is null
group by 1, 2;
alter table customers force row level security;

select protect_tenant_table('daily_customers');
grant select, insert, update, delete on daily_customers to tidemark_app;
