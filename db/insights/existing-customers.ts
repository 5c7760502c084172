import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { boundsOf } from './periods.ts'

/**
 * The shop's customers that are not deleted: for each of these days those who existed at its end,
 * or all where it is null. Of a day that ends at another time than UTC's, the customers of the UTC
 * days around its end are looked at one by one, those before are counted by day.
 */
export async function existingCustomers(
  trx: TenantTrx,
  { ends, timeZone }: { ends: readonly (string | null)[]; timeZone: string },
): Promise<number[]> {
  const rowsOfEnds = ends.map((end, place) => {
    const { to, until } = boundsOf({ from: null, to: end })
    return sql`(${place}::int, ${to}, ${to}::timestamp at time zone 'UTC', ${until})`
  })
  const { rows } = await sql<{ customers: number }>`
    with ends (place, day, since, until) as (values ${sql.join(rowsOfEnds)})
    select (before.customers + around.customers)::int as customers
    from ends e
    cross join lateral (
      select coalesce(sum(d.customers), 0) as customers
      from daily_customers d
      where d.day < e.day
    ) as before
    cross join lateral (
      select count(*) as customers
      from customers c
      where c.deleted_at is null and c.created_at >= e.since and c.created_at < e.until
        and (c.created_at at time zone ${timeZone})::date <= e.day
    ) as around
    order by e.place
  `.execute(trx)
  return rows.map(({ customers }) => customers)
}
