import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'

/**
 * How many objects of each kind we know to be in Shopify: live rows and those set aside. What
 * Shopify counts is compared with this.
 */
export async function countMirrored(trx: TenantTrx): Promise<Record<MirroredEntity, number>> {
  const { rows } = await sql<Record<MirroredEntity, string>>`
    with aside as (
      select entity, count(*) as n from rejected_rows where resolved_at is null group by entity
    )
    select
      ${counted('orders')} as orders,
      ${counted('customers')} as customers,
      ${counted('products')} as products
  `.execute(trx)
  const [row] = rows
  return {
    orders: Number(row?.orders ?? 0),
    customers: Number(row?.customers ?? 0),
    products: Number(row?.products ?? 0),
  }
}

const counted = (entity: MirroredEntity) => sql`(
  (select count(*) from ${sql.table(entity)} where deleted_at is null)
  + coalesce((select n from aside where entity = ${entity}), 0)
)::text`
