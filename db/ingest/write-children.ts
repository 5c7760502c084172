import { sql, type RawBuilder } from 'kysely'
import type { EncodedRows } from './encoded-rows.ts'
import {
  currentTenant,
  idArray,
  names,
  recordsetOf,
  setExcluded,
  type Columns,
} from './statement.ts'

export const CHILD_TABLES = ['order_lines', 'sales', 'refunds'] as const
export type ChildTable = (typeof CHILD_TABLES)[number]

/** The columns of a child's row that all child tables share. */
export type ChildColumns = Columns & { order_id: 'bigint'; id: 'bigint' }

/** Writes the children of orders that were not stored before. */
export function insertChildren(
  table: ChildTable,
  rows: EncodedRows<ChildColumns>,
): RawBuilder<unknown> {
  return sql`
    insert into ${sql.table(table)} (tenant_id, ${names(rows.columns)})
    select ${currentTenant}, ${names(rows.columns, 'incoming')}
    from ${recordsetOf(rows, 'incoming')}
  `
}

/** Writes the children of orders that were stored before: only what differs. */
export function replaceChildren(
  table: ChildTable,
  rows: EncodedRows<ChildColumns>,
): RawBuilder<unknown> {
  const replaced = Object.keys(rows.columns).filter((name) => name !== 'order_id' && name !== 'id')
  return sql`
    ${insertChildren(table, rows)}
    on conflict (tenant_id, order_id, id) do update set ${setExcluded(replaced)}
    where (${names(replaced, table)}) is distinct from (${names(replaced, 'excluded')})
  `
}

/** Deletes the stored children of these orders that are not among `rows`. */
export function deleteVanishedChildren(
  table: ChildTable,
  rows: EncodedRows<ChildColumns>,
  orderIds: readonly string[],
): RawBuilder<unknown> {
  return sql`
    delete from ${sql.table(table)} as stored
    where stored.order_id = any(${idArray(orderIds)})
      and (stored.order_id, stored.id) not in (
        select kept.order_id, kept.id from ${recordsetOf(rows, 'kept', ['order_id', 'id'])}
      )
  `
}

/** Deletes all stored children of these orders. */
export function deleteChildren(
  table: ChildTable,
  orderIds: readonly string[],
): RawBuilder<unknown> {
  return sql`delete from ${sql.table(table)} where order_id = any(${idArray(orderIds)})`
}
