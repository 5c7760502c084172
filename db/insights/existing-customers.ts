import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/**
 * The shop's customers that are not deleted: for each of these days those who existed at its end,
 * or all where it is null.
 */
export async function existingCustomers(
  trx: TenantTrx,
  { ends, timeZone }: { ends: readonly (string | null)[]; timeZone: string },
): Promise<number[]> {
  const { rows } = await sql<{ customers: number }>`
    select (
      select count(*)::int
      from customers c
      where c.deleted_at is null and (
        e.day is null or (c.created_at at time zone ${timeZone})::date <= e.day
      )
    ) as customers
    from unnest(${ends}::date[]) with ordinality as e (day, place)
    order by e.place
  `.execute(trx)
  return rows.map(({ customers }) => customers)
}
