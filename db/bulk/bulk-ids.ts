import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { currentTenant, idArray, recordset } from '../ingest/statement.ts'
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

/** What a comparison of all listed ids with the mirror found, in order of id, `limit` at most. */
export type ComparedIds = {
  /** Live here, not listed: Shopify has to be asked for each. */
  suspects: string[]
  /** Listed, and not live here or older here. */
  missing: string[]
  /** Orders that belong to another customer than here. */
  moved: { orderId: string; customerId: string | null }[]
}

/**
 * Compares what was listed with the mirror. What was made after the listing began is none of its
 * business.
 * @param page `after`: only ids behind this one; `since`: ISO, when the listing began
 */
export async function compareBulkIds(
  trx: TenantTrx,
  entity: Entity,
  page: { after: string; limit: number; since: string; from: string | null },
): Promise<ComparedIds> {
  const { after, limit, since, from } = page
  const mirrored = sql.table(entity)
  const visible = from === null ? sql`true` : sql`mirrored.created_at >= ${from}::timestamptz`
  const suspects = await sql<{ id: string }>`
    select mirrored.id::text
    from ${mirrored} as mirrored
    where mirrored.id > ${after}::bigint and mirrored.deleted_at is null
      and mirrored.created_at < ${since}::timestamptz and ${visible}
      and not exists (
        select from bulk_ids as listed where listed.entity = ${entity} and listed.id = mirrored.id
      )
    order by mirrored.id
    limit ${limit}
  `.execute(trx)
  const missing = await sql<{ id: string }>`
    select listed.id::text
    from bulk_ids as listed
    left join ${mirrored} as mirrored on mirrored.id = listed.id
    where listed.entity = ${entity} and listed.id > ${after}::bigint
      and (mirrored.id is null or mirrored.deleted_at is not null
        or mirrored.updated_at < listed.updated_at)
    order by listed.id
    limit ${limit}
  `.execute(trx)
  return {
    suspects: suspects.rows.map(({ id }) => id),
    missing: missing.rows.map(({ id }) => id),
    moved: entity === 'orders' ? await listMoved(trx, after, limit) : [],
  }
}

async function listMoved(trx: TenantTrx, after: string, limit: number) {
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

/** Drops listed ids up to this one, or all. */
export async function dropBulkIds(
  trx: TenantTrx,
  entity: Entity,
  ids: readonly string[] | 'all',
): Promise<void> {
  const which = ids === 'all' ? sql`true` : sql`id = any(${idArray(ids)})`
  await sql`delete from bulk_ids where entity = ${entity} and ${which}`.execute(trx)
}
