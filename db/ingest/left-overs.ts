import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { runInTurn } from './run-in-turn.ts'
import { idArray } from './statement.ts'
import { CHILD_TABLES, deleteChildren } from './write-children.ts'

/** Whether any order of these ids, a `bigint[]`, has children here. */
export function haveChildren(orderIds: RawBuilder<unknown>): RawBuilder<boolean> {
  const found = CHILD_TABLES.map(
    (table) => sql`exists (select from ${sql.table(table)} where order_id = any(${orderIds}))`,
  )
  return sql<boolean>`(${sql.join(found, sql` or `)})`
}

/** Deletes children of orders that are not stored: somebody deleted these by hand. */
export async function deleteLeftOvers(trx: TenantTrx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  const { rows } = await sql<{ some: boolean }>`
    select ${haveChildren(idArray(orderIds))} as some
  `.execute(trx)
  if (rows[0]?.some !== true) return
  await runInTurn(
    trx,
    CHILD_TABLES.map((table) => () => deleteChildren(table, orderIds)),
  )
}
