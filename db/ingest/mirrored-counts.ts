import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'

/**
 * How many objects of each kind we know to be in Shopify: live rows and those set aside. What
 * Shopify counts is compared with this.
 */
export async function countMirrored(trx: TenantTrx): Promise<Record<MirroredEntity, number>> {
  const { rows } = await sql<Record<MirroredEntity, string>>`
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
  + (
    select count(*) from rejected_rows as rejected
    where rejected.entity = ${entity} and resolved_at is null and not exists (
      select from ${sql.table(entity)} as live
      where live.id::text = rejected.entity_id and live.deleted_at is null
    )
  )
)::text`
