import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCOUNT_TABLES } from '../testing/account-tables.ts'
import { listTables, query, type CatalogueTable } from '../testing/catalogue.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'

let database: TestDatabase
let tables: CatalogueTable[]
/** Every table with rows of tenants. */
let tenantTables: CatalogueTable[]

beforeAll(async () => {
  database = await createTestDatabase()
  tables = await listTables(database.ownerUrl)
  tenantTables = tables.filter(
    (table) => table.columns.includes('tenant_id') && !ACCOUNT_TABLES.includes(table.name),
  )
})
afterAll(async () => await database.drop())

test('every table is one of tenants or on the list of account tables', () => {
  const others = tables.filter((table) => !table.columns.includes('tenant_id'))
  const listed = [...ACCOUNT_TABLES, 'tenants']
  expect(others.map((table) => table.name).filter((name) => !listed.includes(name))).toEqual([])
  expect(tenantTables.length).toBeGreaterThanOrEqual(17)
})

test('every tenant table’s primary key, unique indexes and indexes lead with the tenant', async () => {
  for (const table of tenantTables)
    expect([table.name, table.primaryKey[0]]).toEqual([table.name, 'tenant_id'])
  const others = await query<{ index: string }>(
    database.ownerUrl,
    `select i.indexrelid::regclass::text as index
     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indrelid::regclass::text = any ($1) and a.attname <> 'tenant_id'`,
    [tenantTables.map((table) => `tidemark.${table.name}`)],
  )
  expect(others).toEqual([])
})

test('every table but the list of migrations has row-level security enabled and forced, for nobody but our roles', async () => {
  const open = await query<{ name: string }>(
    database.ownerUrl,
    `select c.relname as name from pg_class c
     where c.relnamespace = 'tidemark'::regnamespace and c.relkind in ('r', 'p')
       and c.relname <> 'migrations'
       and not (c.relrowsecurity and c.relforcerowsecurity
         and exists (select from pg_policy p where p.polrelid = c.oid))`,
  )
  expect(open).toEqual([])
  const loose = await query<{ name: string }>(
    database.ownerUrl,
    `select p.polrelid::regclass::text as name from pg_policy p
     where p.polrelid::regclass::text = any ($1) and p.polname <> 'analyst'
       and (p.polcmd <> '*' or not p.polpermissive or p.polwithcheck is null
         or p.polroles <> array['tidemark_app'::regrole::oid, 'tidemark_owner'::regrole::oid]
         or pg_get_expr(p.polqual, p.polrelid) <> pg_get_expr(p.polwithcheck, p.polrelid)
         or pg_get_expr(p.polqual, p.polrelid) not like
           '%tenant_id = (current_setting(''tidemark.tenant_id''::text))::uuid%')`,
    [tenantTables.map((table) => `tidemark.${table.name}`)],
  )
  expect(loose).toEqual([])
  const policies = await query<{ count: number }>(
    database.ownerUrl,
    `select count(*)::int as count from pg_policy
     where polrelid::regclass::text = any ($1) and polname <> 'analyst'`,
    [tenantTables.map((table) => `tidemark.${table.name}`)],
  )
  expect(policies).toEqual([{ count: tenantTables.length }])
})

test('what analysts may read, they read only of the shop that was entered and that their login may see', async () => {
  const wrong = await query(
    database.ownerUrl,
    `select p.polrelid::regclass::text as name from pg_policy p
     where p.polname = 'analyst'
       and (p.polcmd <> 'r' or not p.polpermissive
         or p.polroles <> array['tidemark_analyst'::regrole::oid]
         or pg_get_expr(p.polqual, p.polrelid) !~ format(
           '^\\(\\(%1$s = \\(current_setting\\(''tidemark.tenant_id''::text\\)\\)::uuid\\) AND \\(%1$s = \\( SELECT (tidemark\\.)?analyst_tenant\\(\\) AS analyst_tenant\\)\\)\\)$',
           case p.polrelid when 'tidemark.tenants'::regclass then 'id' else 'tenant_id' end))`,
  )
  expect(wrong).toEqual([])
  const others = await query(
    database.ownerUrl,
    `select polrelid::regclass::text as name from pg_policy
     where polname <> 'analyst' and 'tidemark_analyst'::regrole::oid = any (polroles)`,
  )
  expect(others).toEqual([])
})

test('every analyst’s view asks with the rights of whoever reads it', async () => {
  const loose = await query(
    database.ownerUrl,
    `select relname from pg_class where relnamespace = 'analytics'::regnamespace
       and (relkind <> 'v' or relowner <> 'tidemark_owner'::regrole
         or not coalesce('security_invoker=true' = any (reloptions), false))`,
  )
  expect(loose).toEqual([])
})

test('no view, foreign key, trigger or other owner goes round the policies', async () => {
  const views = await query(
    database.ownerUrl,
    `select relname from pg_class where relnamespace = 'tidemark'::regnamespace
       and (relkind in ('v', 'm', 'f') or relowner <> 'tidemark_owner'::regrole)`,
  )
  expect(views).toEqual([])
  const keys = await query<{ to: string }>(
    database.ownerUrl,
    `select distinct confrelid::regclass::text as to from pg_constraint
     where contype = 'f' and conrelid::regclass::text = any ($1)`,
    [tenantTables.map((table) => `tidemark.${table.name}`)],
  )
  expect(keys).toEqual([{ to: 'tidemark.tenants' }])
  const triggers = await query(
    database.ownerUrl,
    `select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'tidemark'::regnamespace and not t.tgisinternal`,
  )
  expect(triggers).toEqual([])
})

test('our roles bypass nothing, and functions that act as the owner pin their search path', async () => {
  const roles = await query(
    database.ownerUrl,
    `select rolname from pg_roles where rolname in ('tidemark_app', 'tidemark_owner', 'tidemark_analyst')
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  )
  expect(roles).toEqual([])
  const members = await query(
    database.ownerUrl,
    `select from pg_auth_members
     where member in ('tidemark_app'::regrole, 'tidemark_analyst'::regrole)`,
  )
  expect(members).toEqual([])
  const functions = await query(
    database.ownerUrl,
    `select p.proname from pg_proc p where p.pronamespace in ('tidemark'::regnamespace, 'analytics'::regnamespace)
       and (p.proowner <> 'tidemark_owner'::regrole
         or has_function_privilege('public', p.oid, 'execute')
         or not coalesce(array_to_string(p.proconfig, ' ') ~ '^search_path=[a-z_, ]*pg_temp$', false))`,
  )
  expect(functions).toEqual([])
})
