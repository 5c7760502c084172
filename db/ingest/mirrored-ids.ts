import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'
import { idArray } from './statement.ts'

/** Ids of the live rows, ascending, `limit` at a time after `after` (`null`: from the start). */
export async function listMirroredIds(
  trx: TenantTrx,
  entity: MirroredEntity,
  page: { after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id
    from ${sql.table(entity)} as mirrored
    where mirrored.id > coalesce(${page.after}::bigint, 0) and deleted_at is null
    order by mirrored.id
    limit ${page.limit}
  `.execute(trx)
  return rows.map((row) => row.id)
}

/**
 * Which of these ids of Shopify's have no live row here: to be read again, by id, and ingested with
 * `revive` (a row may be there and wrongly marked as deleted).
 */
export async function findMissingIds(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select wanted.id::text as id
    from unnest(${idArray(ids)}) as wanted (id)
    where not exists (
      select from ${sql.table(entity)} as mirrored
      where mirrored.id = wanted.id and mirrored.deleted_at is null
    )
    order by wanted.id
  `.execute(trx)
  return rows.map((row) => row.id)
}
