-- Bulk operations, coverage, and what operators can ask of a shop's sync.

-- Why a run began may now be a webhook; what it had to do otherwise than planned is said in `notes`.
alter table sync_runs drop constraint sync_runs_trigger_check;
alter table sync_runs add constraint sync_runs_trigger_check
  check (trigger in ('schedule', 'manual', 'first', 'webhook'));
alter table sync_runs add column notes text[] not null default '{}';
-- Rows that were set aside, and not mirrored since, when the run ended.
alter table sync_runs add column rejected_rows integer not null default 0;

-- When somebody asked for all of an entity to be read again; null once that has been done.
alter table sync_cursors add column resync_requested_at timestamptz;

-- Which version of the mapping refused a row, and whether somebody asked to try it again.
alter table rejected_rows add column mapping integer not null default 1;
alter table rejected_rows add column retry_requested_at timestamptz;

-- A reading by bulk operations that is under way: which operation, and the place in its file behind
-- which everything has been written. `purpose` ids: only ids, to be compared with the mirror.
create table bulk_reads (
  tenant_id uuid not null references tenants on delete cascade,
  entity text not null check (entity in ('orders', 'customers', 'products')),
  purpose text not null check (purpose in ('mirror', 'ids')),
  -- The parts still to be read, first one under way: [{from, to, tries}], bounds of created_at.
  windows jsonb not null,
  -- Only what changed since; null: everything.
  updated_since timestamptz,
  -- By Shopify's clock: everything older than this is in the files.
  began_at timestamptz,
  operation_id text,
  -- Objects that Shopify had put into the file when it was last asked.
  prepared bigint not null default 0,
  position bigint not null default 0,
  objects_read bigint not null default 0,
  roots_read bigint not null default 0,
  -- Roots of the windows that are done.
  roots_before bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, entity, purpose)
) with (fillfactor = 50);

-- Lines of a bulk file that could not be joined where they stood: kept until the file has ended.
-- `root_id` is null for a line whose parent has not been seen yet.
create table bulk_lines (
  tenant_id uuid not null,
  entity text not null check (entity in ('orders', 'products')),
  position bigint not null,
  kind text not null check (kind in ('root', 'child', 'grandchild')),
  object_id text not null,
  parent_id text,
  root_id bigint,
  line text not null,
  primary key (tenant_id, entity, position)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index bulk_lines_root on bulk_lines (tenant_id, entity, root_id, position);
create index bulk_lines_object on bulk_lines (tenant_id, entity, object_id) where kind = 'child';

-- Ids that a bulk file listed, until they have been compared with the mirror.
create table bulk_ids (
  tenant_id uuid not null,
  entity text not null check (entity in ('orders', 'customers', 'products')),
  id bigint not null,
  updated_at timestamptz not null,
  customer_id bigint,
  primary key (tenant_id, entity, id)
) with (autovacuum_vacuum_scale_factor = 0.02);

-- From when to when an entity's mirror is complete, and what Shopify hides of it.
create table sync_coverage (
  tenant_id uuid not null references tenants on delete cascade,
  entity text not null check (entity in ('orders', 'customers', 'products')),
  -- null: from the shop's beginning. Orders: by created_at.
  complete_from timestamptz,
  -- Everything that had changed before this is mirrored; null: never read to the end.
  complete_to timestamptz,
  -- When the ids were last compared with Shopify's.
  compared_at timestamptz,
  -- [{code, field, count}], see worker/contract.ts.
  gaps jsonb not null default '[]',
  updated_at timestamptz not null default now(),
  primary key (tenant_id, entity)
) with (fillfactor = 50);

select protect_tenant_table(target::regclass)
from unnest(array['bulk_reads', 'bulk_lines', 'bulk_ids', 'sync_coverage']) as target;
grant select, insert, update, delete on bulk_reads, bulk_lines, bulk_ids, sync_coverage
  to tidemark_app;
