import type { Client } from 'pg'

const PASSWORD = 'bench'

/**
 * A role that sees one tenant's rows without row-level security: through views that compare
 * `tenant_id` with a constant, as statements written without policies would. Returns its URL.
 */
export async function addPlainRole(
  client: Client,
  ownerUrl: string,
  tenantId: string,
): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name
     from pg_attribute as a
     join pg_class as c on c.oid = a.attrelid
     where a.attname = 'tenant_id' and c.relkind = 'r' and c.relnamespace = 'tidemark'::regnamespace`,
  )
  await client.query(`
    drop schema if exists plain cascade;
    create schema plain;
    create view plain.tenants as select * from tidemark.tenants where id = '${tenantId}';
    ${rows
      .map(
        ({ name }) => `create view plain.${name} as
          select * from tidemark.${name} where tenant_id = '${tenantId}';`,
      )
      .join('\n')}
    do $$ begin
      if not exists (select from pg_roles where rolname = 'bench_plain') then
        create role bench_plain login bypassrls password '${PASSWORD}';
      end if;
    end $$;
    alter role bench_plain set search_path = plain;
    alter role bench_plain set log_min_duration_statement = 0;
    grant usage on schema plain, tidemark to bench_plain;
    grant select on all tables in schema plain to bench_plain;
    grant execute on function tidemark.enter_tenant(uuid) to bench_plain;
  `)
  return Object.assign(new URL(ownerUrl), { username: 'bench_plain', password: PASSWORD }).href
}
