-- Shops (tenants) and the people who look at them.
--
-- Only tenants can be read by tidemark_app, and only the row of the transaction's tenant. The rest
-- is reached through the functions of account_functions.sql.

create table tenants (
  id uuid primary key default gen_random_uuid(),
  shop_domain text not null unique
    check (shop_domain ~ '^[a-z0-9][a-z0-9-]*\.myshopify\.com$'),
  name text not null,
  status text not null default 'active'
    check (status in ('active', 'paused', 'needs_attention', 'removed')),
  time_zone text,
  currency_code text,
  plan text,
  shop_info_read_at timestamptz,
  sync_interval_seconds integer not null default 3600
    check (sync_interval_seconds between 60 and 2678400),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(btrim(email)) and email like '_%@_%'),
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table memberships (
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null default 'owner' check (role in ('owner', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_user on memberships (user_id, tenant_id);

create table sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  session_id uuid not null unique default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  tenant_id uuid references tenants on delete set null,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_tenant on sessions (tenant_id);
create index sessions_expiry on sessions (expires_at);

create table login_failures (
  email_hash bytea primary key check (octet_length(email_hash) = 32),
  failures integer not null,
  last_failed_at timestamptz not null,
  blocked_until timestamptz not null
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  tenant_id uuid,
  user_id uuid,
  action text not null,
  detail jsonb not null default '{}'
);
create index audit_log_tenant on audit_log (tenant_id, at);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants to tidemark_app
  using (id = current_setting('tidemark.tenant_id')::uuid
    and id = (select current_setting('tidemark.tenant_id')::uuid))
  with check (id = current_setting('tidemark.tenant_id')::uuid
    and id = (select current_setting('tidemark.tenant_id')::uuid));
-- The definer functions run as tidemark_owner and must find a shop before any tenant is entered.
create policy accounts on tenants to tidemark_owner using (true) with check (true);
grant select on tenants to tidemark_app;
grant update (name, status, time_zone, currency_code, plan, shop_info_read_at,
  sync_interval_seconds, updated_at) on tenants to tidemark_app;

do $$
declare
  target text;
begin
  foreach target in array array['users', 'memberships', 'sessions', 'login_failures', 'audit_log'] loop
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I force row level security', target);
    execute format('create policy accounts on %I to tidemark_owner using (true) with check (true)', target);
  end loop;
end
$$;
