import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant, idArray, names, recordset, setExcluded, type Columns } from './statement.ts'

export type ChildTable = 'order_lines' | 'sales' | 'refunds'

/**
 * Makes the children of orders equal to `rows`: inserts, updates what differs, and deletes what
 * vanished from orders that were stored before (`knownOrderIds`).
 */
export async function syncOrderChildren(
  trx: TenantTrx,
  table: ChildTable,
  columns: Columns,
  rows: readonly Record<string, unknown>[],
  knownOrderIds: readonly string[],
): Promise<void> {
  if (knownOrderIds.length > 0) await deleteVanished(trx, table, rows, knownOrderIds)
  if (rows.length === 0) return
  const replaced = Object.keys(columns).filter((name) => name !== 'order_id' && name !== 'id')
  await sql`
    insert into ${sql.table(table)} (tenant_id, ${names(columns)})
    select ${currentTenant}, ${names(columns, 'incoming')}
    from ${recordset(rows, columns, 'incoming')}
    on conflict (tenant_id, order_id, id) do update set ${setExcluded(replaced)}
    where (${names(replaced, table)}) is distinct from (${names(replaced, 'excluded')})
  `.execute(trx)
}

async function deleteVanished(
  trx: TenantTrx,
  table: ChildTable,
  rows: readonly Record<string, unknown>[],
  knownOrderIds: readonly string[],
): Promise<void> {
  const known = new Set(knownOrderIds)
  const kept = rows
    .filter((row) => known.has(String(row['order_id'])))
    .map((row) => ({ order_id: row['order_id'], id: row['id'] }))
  await sql`
    delete from ${sql.table(table)} as stored
    where stored.order_id = any(${idArray(knownOrderIds)})
      and (stored.order_id, stored.id) not in (
        select kept.order_id, kept.id
        from ${recordset(kept, { order_id: 'bigint', id: 'bigint' }, 'kept')}
      )
  `.execute(trx)
}
