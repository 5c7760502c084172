import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { RollupDefinition } from './rollup-definitions.ts'
import { currentTenant, lookedUp, names, recordset } from './statement.ts'

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

/** Customers who are not deleted, by the UTC day on which they were created. */
export type CustomersByDay = ReadonlyMap<string, number>

/** Of these ids, the stored ones. */
export async function countByDay(trx: TenantTrx, ids: readonly string[]): Promise<CustomersByDay> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ day: string; customers: number }>`
    select (created_at at time zone 'UTC')::date::text as day, count(*)::integer as customers
    from ${lookedUp('customers', 'id', ids)} as known
    where deleted_at is null
    group by 1
  `.execute(trx)
  return new Map(rows.map(({ day, customers }) => [day, customers]))
}

/**
 * Adds to `daily_customers` what a transaction makes of the same customers: `before` and after it has
 * written them. It must keep other writers of customers waiting.
 */
export async function addToDailyCustomers(
  trx: TenantTrx,
  { before, after }: { before: CustomersByDay; after: CustomersByDay },
): Promise<void> {
  const days = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const differences = days
    .map((day) => ({ day, customers: (after.get(day) ?? 0) - (before.get(day) ?? 0) }))
    .filter(({ customers }) => customers !== 0)
  if (differences.length === 0) return
  await sql`
    insert into daily_customers (tenant_id, day, customers)
    select ${currentTenant}, day::date, customers
    from ${recordset(differences, { day: 'text', customers: 'integer' }, 'differences')}
    order by day
    on conflict (tenant_id, day)
      do update set customers = daily_customers.customers + excluded.customers
  `.execute(trx)
}
