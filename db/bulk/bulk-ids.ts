import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { currentTenant, recordset } from '../ingest/statement.ts'
import type { BulkTarget } from './bulk-reads.ts'

type Entity = BulkTarget['entity']

/** An object as a listing of ids shows it. `customerId` only for orders. */
export type ListedId = { id: string; updatedAt: string; customerId: string | null }

/** Keeps listed ids until all have come. */
export async function keepBulkIds(
  trx: TenantTrx,
  entity: Entity,
  ids: readonly ListedId[],
): Promise<void> {
  if (ids.length === 0) return
  const rows = ids.map(({ id, updatedAt, customerId }) => ({
    id,
    updated_at: updatedAt,
    customer_id: customerId,
  }))
  const columns = { id: 'bigint', updated_at: 'timestamptz', customer_id: 'bigint' }
  await sql`
    insert into bulk_ids (tenant_id, entity, id, updated_at, customer_id)
    select ${currentTenant}, ${entity}, id, updated_at, customer_id
    from ${recordset(rows, columns, 'listed')}
    on conflict (tenant_id, entity, id) do update
      set updated_at = excluded.updated_at, customer_id = excluded.customer_id
  `.execute(trx)
}

/** Ids behind `after`, ascending, `limit` at most. */
export type IdPage = { after: string; limit: number }

/**
 * Live here and not listed: Shopify has to be asked for each. What was made after the listing began,
 * or before what Shopify shows, is none of its business.
 * @param range ISO, of `created_at`; `from` null: everything is shown
 */
export async function listBulkSuspects(
  trx: TenantTrx,
  entity: Entity,
  range: { from: string | null; to: string },
  { after, limit }: IdPage,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select mirrored.id::text
    from ${sql.table(entity)} as mirrored
    where mirrored.id > ${after}::bigint and mirrored.deleted_at is null
      and mirrored.created_at >= coalesce(${range.from}::timestamptz, '-infinity')
      and mirrored.created_at < ${range.to}::timestamptz
      and not exists (
        select from bulk_ids as listed where listed.entity = ${entity} and listed.id = mirrored.id
      )
    order by mirrored.id
    limit ${limit}
  `.execute(trx)
  return rows.map(({ id }) => id)
}

/** Listed, and not live here or older here: to be read again. */
export async function listBulkMissing(
  trx: TenantTrx,
  entity: Entity,
  { after, limit }: IdPage,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select listed.id::text
    from bulk_ids as listed
    left join ${sql.table(entity)} as mirrored on mirrored.id = listed.id
    where listed.entity = ${entity} and listed.id > ${after}::bigint
      and (mirrored.id is null or mirrored.deleted_at is not null
        or mirrored.updated_at < listed.updated_at)
    order by listed.id
    limit ${limit}
  `.execute(trx)
  return rows.map(({ id }) => id)
}

/** Orders that were listed with another customer than they have here. */
export async function listBulkMoved(
  trx: TenantTrx,
  { after, limit }: IdPage,
): Promise<{ orderId: string; customerId: string | null }[]> {
  const { rows } = await sql<{ orderId: string; customerId: string | null }>`
    select listed.id::text as "orderId", listed.customer_id::text as "customerId"
    from bulk_ids as listed
    join orders on orders.id = listed.id
    where listed.entity = 'orders' and listed.id > ${after}::bigint
      and orders.customer_id is distinct from listed.customer_id
      and orders.updated_at <= listed.updated_at
    order by listed.id
    limit ${limit}
  `.execute(trx)
  return rows
}
