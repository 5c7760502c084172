import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'
import { currentTenant, names, recordset, setExcluded, type Columns } from './statement.ts'

/**
 * Writes mirrored objects that were judged new or different (`prepareBatch`), alive. `columns` name
 * all but the columns that every mirrored table shares; `rows` carry their hash as hex.
 */
export async function upsertEntities(
  trx: TenantTrx,
  entity: MirroredEntity,
  columns: Columns,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return
  const replaced = Object.keys(columns).filter((name) => name !== 'id')
  await sql`
    insert into ${sql.table(entity)}
      (tenant_id, ${names(columns)}, content_hash, deleted_at, synced_at)
    select ${currentTenant}, ${names(columns, 'incoming')}, decode(incoming.hash, 'hex'), null, now()
    from ${recordset(rows, { ...columns, hash: 'text' }, 'incoming')}
    on conflict (tenant_id, id) do update set
      ${setExcluded([...replaced, 'content_hash', 'deleted_at', 'synced_at'])}
    where excluded.updated_at >= ${sql.table(entity)}.updated_at
  `.execute(trx)
}
