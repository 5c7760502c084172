-- The tenant of a transaction, and what every tenant table gets.
--
-- A transaction enters one tenant, once, through enter_tenant(). The setting behind it can't be
-- written by anyone else: set_config() is revoked from PUBLIC (see provision.ts), and SET needs a
-- statement of its own, which the extended protocol has no room for.

create function enter_tenant(tenant uuid) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tenant is null then
    raise exception 'A tenant is needed.' using errcode = 'null_value_not_allowed';
  end if;
  if coalesce(current_setting('tidemark.tenant_id', true), '') <> '' then
    raise exception 'This transaction has entered a tenant already.'
      using errcode = 'insufficient_privilege';
  end if;
  -- Shared with all work of this tenant; remove_tenant() takes it alone, so that nothing is
  -- written behind its back.
  perform pg_advisory_xact_lock_shared(hashtextextended(tenant::text, 7241));
  if not exists (select from tidemark.tenants where id = tenant) then
    raise exception 'There is no such tenant.' using errcode = 'no_data_found';
  end if;
  perform set_config('tidemark.tenant_id', tenant::text, true);
end
$$;
comment on function enter_tenant(uuid) is
  'Sets the transaction''s tenant. Refused when one is set: a statement that was smuggled in can''t change it.';
grant execute on function enter_tenant(uuid) to tidemark_app;

-- Row-level security for one tenant table.
--
-- The comparison stands there twice on purpose. The planner makes them one equivalence: it filters
-- rows by the sub-select's value, computed once, and turns the rest into a one-time filter that is
-- evaluated before the first row. So a query without a tenant is an error on an empty table too
-- (with the sub-select alone it isn't), and a scan pays nothing per row (with the bare call alone
-- it parses a uuid for every row). Measured on PostgreSQL 18, 1.1 million rows, sum over 1 million:
-- sub-select 165 ms, bare 645 ms, both 250 ms.
create function protect_tenant_table(target regclass, tenant_column name default 'tenant_id') returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  here constant text := format(
    '%1$I = current_setting(''tidemark.tenant_id'')::uuid and %1$I = (select current_setting(''tidemark.tenant_id'')::uuid)',
    tenant_column);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s for all to tidemark_app, tidemark_owner using (%s) with check (%s)',
    target, here, here);
end
$$;
comment on function protect_tenant_table(regclass, name) is
  'Enables and forces row-level security on a tenant table. For migrations.';
