import { sql, type RawBuilder } from 'kysely'
import type { MirroredEntity } from './inputs.ts'
import { currentTenant, names, recordset, setExcluded, type Columns } from './statement.ts'

/**
 * Writes mirrored objects that were judged new or different (`prepareBatch`), alive. `columns` name
 * all but the columns that every mirrored table shares; `rows` carry their hash.
 */
export function insertEntities(
  entity: MirroredEntity,
  columns: Columns,
  rows: readonly object[],
): RawBuilder<unknown> | undefined {
  if (rows.length === 0) return undefined
  return sql`
    insert into ${sql.table(entity)}
      (tenant_id, ${names(columns)}, content_hash, deleted_at, synced_at)
    select ${currentTenant}, ${names(columns, 'incoming')}, incoming.hash, null, now()
    from ${recordset(rows, { ...columns, hash: 'bytea' }, 'incoming')}
  `
}

/** As `insertEntities`, for objects of which an older or deleted version is stored. */
export function replaceEntities(
  entity: MirroredEntity,
  columns: Columns,
  rows: readonly object[],
): RawBuilder<unknown> | undefined {
  const insert = insertEntities(entity, columns, rows)
  if (insert === undefined) return undefined
  const replaced = Object.keys(columns).filter((name) => name !== 'id')
  return sql`
    ${insert}
    on conflict (tenant_id, id) do update set
      ${setExcluded([...replaced, 'content_hash', 'deleted_at', 'synced_at'])}
    where excluded.updated_at >= ${sql.table(entity)}.updated_at
  `
}
