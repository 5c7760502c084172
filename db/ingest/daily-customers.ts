import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant, lookedUp } from './statement.ts'

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
