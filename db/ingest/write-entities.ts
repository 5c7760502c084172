import { sql, type RawBuilder } from 'kysely'
import type { EncodedRows } from './encoded-rows.ts'
import type { MirroredEntity } from './inputs.ts'
import { currentTenant, names, recordsetOf, setExcluded, type Columns } from './statement.ts'

/** The columns of a mirrored object's row that its table's others share. */
export type EntityColumns = Columns & { id: 'bigint'; content_hash: 'bytea' }

/** Writes mirrored objects that were judged new (`prepareBatch`), alive. */
export function insertEntities(
  entity: MirroredEntity,
  rows: EncodedRows<EntityColumns>,
): RawBuilder<unknown> {
  return sql`
    insert into ${sql.table(entity)}
      (tenant_id, ${names(rows.columns)}, deleted_at, synced_at)
    select ${currentTenant}, ${names(rows.columns, 'incoming')}, null, now()
    from ${recordsetOf(rows, 'incoming')}
  `
}

/** As `insertEntities`, for objects of which an older or deleted version is stored. */
export function replaceEntities(
  entity: MirroredEntity,
  rows: EncodedRows<EntityColumns>,
): RawBuilder<unknown> {
  const replaced = Object.keys(rows.columns).filter((name) => name !== 'id')
  return sql`
    ${insertEntities(entity, rows)}
    on conflict (tenant_id, id) do update set
      ${setExcluded([...replaced, 'deleted_at', 'synced_at'])}
    where excluded.updated_at >= ${sql.table(entity)}.updated_at
  `
}
