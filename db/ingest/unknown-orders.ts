import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { haveChildren } from './left-overs.ts'
import type { OrderRows } from './order-rows.ts'

/**
 * Whether nothing here knows of any of these orders: none is stored, with children or without, none is
 * set aside, and none is of somebody who is to stay forgotten. To be asked under the orders' lock.
 */
export async function areUnknown(trx: TenantTrx, { orders }: OrderRows): Promise<boolean> {
  const ids = sql`${orders.bytesOf('id')}::bigint[]`
  const known = [
    sql`exists (
      select from unnest(${ids}) as wanted (id)
      cross join lateral (select from orders where orders.id = wanted.id offset 0) as stored
    )`,
    haveChildren(ids),
    sql`exists (
      select from rejected_rows
      where entity = 'orders' and resolved_at is null
        and entity_id = any(array(select unnest(${ids})::text))
    )`,
    sql`exists (
      select from redacted_customers
      where customer_id = any(${orders.bytesOf('customer_id')}::bigint[])
    )`,
  ]
  const { rows } = await sql<{ some: boolean }>`
    select ${sql.join(known, sql` or `)} as some
  `.execute(trx)
  return rows[0]?.some === false
}
