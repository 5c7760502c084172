import { sql, type RawBuilder } from 'kysely'
import { currentTenant, idArray, names, recordset, setExcluded, type Columns } from './statement.ts'

export type ChildTable = 'order_lines' | 'sales' | 'refunds'

type ChildRow = Record<string, unknown>

/** Writes the children of orders that were not stored before. */
export function insertChildren(
  table: ChildTable,
  columns: Columns,
  rows: readonly ChildRow[],
): RawBuilder<unknown> | undefined {
  if (rows.length === 0) return undefined
  return sql`
    insert into ${sql.table(table)} (tenant_id, ${names(columns)})
    select ${currentTenant}, ${names(columns, 'incoming')}
    from ${recordset(rows, columns, 'incoming')}
  `
}

/** Writes the children of orders that were stored before: only what differs. */
export function replaceChildren(
  table: ChildTable,
  columns: Columns,
  rows: readonly ChildRow[],
): RawBuilder<unknown> | undefined {
  const insert = insertChildren(table, columns, rows)
  if (insert === undefined) return undefined
  const replaced = Object.keys(columns).filter((name) => name !== 'order_id' && name !== 'id')
  return sql`
    ${insert}
    on conflict (tenant_id, order_id, id) do update set ${setExcluded(replaced)}
    where (${names(replaced, table)}) is distinct from (${names(replaced, 'excluded')})
  `
}

/** Deletes the stored children of these orders that are not among `rows`. */
export function deleteVanishedChildren(
  table: ChildTable,
  rows: readonly ChildRow[],
  orderIds: readonly string[],
): RawBuilder<unknown> | undefined {
  if (orderIds.length === 0) return undefined
  return sql`
    delete from ${sql.table(table)} as stored
    where stored.order_id = any(${idArray(orderIds)})
      and (stored.order_id, stored.id) not in (
        select kept.order_id, kept.id
        from ${recordset(rows, { order_id: 'bigint', id: 'bigint' }, 'kept')}
      )
  `
}
