-- How a shop is reached, and what its syncs did.

create table shop_connections (
  tenant_id uuid primary key references tenants on delete cascade,
  kind text not null check (kind in ('admin_token', 'client_credentials')),
  access_token_encrypted text,
  client_id text,
  client_secret_encrypted text,
  token_expires_at timestamptz,
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (kind <> 'admin_token' or access_token_encrypted is not null),
  check (kind <> 'client_credentials'
    or (client_id is not null and client_secret_encrypted is not null))
);

create table sync_runs (
  tenant_id uuid not null references tenants on delete cascade,
  run_id text not null,
  workflow_id text not null,
  trigger text not null check (trigger in ('schedule', 'manual', 'first')),
  state text not null default 'running'
    check (state in ('running', 'completed', 'completed_with_rejects', 'failed', 'cancelled')),
  rounds integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  entities jsonb not null default '{}',
  gaps text[] not null default '{}',
  error jsonb,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, run_id),
  check ((state = 'running') = (finished_at is null))
) with (fillfactor = 50);
create index sync_runs_started on sync_runs (tenant_id, started_at desc, run_id);
-- Two syncs of one shop never run at once.
create unique index sync_runs_running on sync_runs (tenant_id) where state = 'running';

create table sync_requests (
  tenant_id uuid not null references tenants on delete cascade,
  request_id uuid not null,
  requested_at timestamptz not null,
  requested_by uuid,
  workflow_id text not null,
  run_id text,
  served_at timestamptz,
  primary key (tenant_id, request_id)
);
create index sync_requests_unserved on sync_requests (tenant_id, requested_at)
  where served_at is null;

create table sync_cursors (
  tenant_id uuid not null references tenants on delete cascade,
  entity text not null
    check (entity in ('orders', 'customers', 'products', 'events', 'aggregation')),
  watermark_at timestamptz,
  watermark_id bigint,
  page_cursor text,
  walk_query text,
  walk_started_at timestamptz,
  fence bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, entity)
) with (fillfactor = 50);

create table rejected_rows (
  tenant_id uuid not null,
  entity text not null check (entity in ('orders', 'customers', 'products')),
  entity_id text not null,
  json jsonb not null,
  reason text not null,
  run_id text,
  first_rejected_at timestamptz not null default now(),
  rejected_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (tenant_id, entity, entity_id)
);
create index rejected_rows_unresolved on rejected_rows (tenant_id, entity)
  where resolved_at is null;

select protect_tenant_table(target::regclass)
from unnest(array['shop_connections', 'sync_runs', 'sync_requests', 'sync_cursors', 'rejected_rows'])
  as target;
grant select, insert, update, delete
  on shop_connections, sync_runs, sync_requests, sync_cursors, rejected_rows to tidemark_app;
