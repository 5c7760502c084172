import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { RollupDefinition } from './rollup-definitions.ts'
import { currentTenant, lookedUp, names } from './statement.ts'

/**
 * What `daily_customers` should hold, from the customers themselves, marked ones too: they are counted
 * at once. A day whose customers have all been deleted since may keep its row, or have none.
 */
export const DAILY_CUSTOMERS: RollupDefinition = {
  table: 'daily_customers',
  key: ['day'],
  columns: ['day', 'customers'],
  select: () => sql`
    select day, sum(customers)::integer as customers
    from (
      select (created_at at time zone 'UTC')::date as day, count(*) as customers
      from tidemark.customers
      where deleted_at is null
      group by 1
      union all
      select day, 0 from tidemark.daily_customers where customers = 0
    ) as counted
    group by day
  `,
}

/** Counts all customers anew, by a transaction that keeps other writers of them waiting. */
export async function recountAllCustomers(trx: TenantTrx): Promise<void> {
  const { table, columns, select } = DAILY_CUSTOMERS
  await sql`delete from ${sql.table(table)}`.execute(trx)
  await sql`
    insert into ${sql.table(table)} (tenant_id, ${names(columns)})
    select ${currentTenant}, ${names(columns)} from (${select('UTC')}) as counted
  `.execute(trx)
}

/** The UTC days on which these stored customers were created, deleted ones' too. */
export async function creationDays(trx: TenantTrx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ day: string }>`
    select distinct (created_at at time zone 'UTC')::date::text as day
    from ${lookedUp('customers', 'id', ids)} as known
  `.execute(trx)
  return rows.map(({ day }) => day)
}

/**
 * Counts the customers of these UTC days anew for `daily_customers`. To be called after customers
 * were written, with their days before and after, by a transaction that keeps other writers waiting.
 * The bounds are worked out beforehand: under row-level security no function of a column leads to
 * the index.
 */
export async function recountCustomers(
  trx: TenantTrx,
  days: readonly (readonly string[])[],
): Promise<void> {
  const touched = [...new Set(days.flat())].toSorted()
  if (touched.length === 0) return
  await sql`
    with touched as materialized (
      select day, day::timestamp at time zone 'UTC' as since,
        (day + 1)::timestamp at time zone 'UTC' as until
      from unnest(${touched}::date[]) as day
    )
    insert into daily_customers (tenant_id, day, customers)
    select ${currentTenant}, t.day, (
      select count(*)
      from customers as c
      where c.deleted_at is null and c.created_at >= t.since and c.created_at < t.until
    )
    from touched as t
    on conflict (tenant_id, day) do update set customers = excluded.customers
    where daily_customers.customers <> excluded.customers
  `.execute(trx)
}
