import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { runInTurn } from './run-in-turn.ts'
import { idArray } from './statement.ts'
import { CHILD_TABLES, deleteChildren } from './write-children.ts'

/** Deletes children of orders that are not stored: somebody deleted these by hand. */
export async function deleteLeftOvers(trx: TenantTrx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  const found = CHILD_TABLES.map(
    (table) =>
      sql`exists (select from ${sql.table(table)} where order_id = any(${idArray(orderIds)}))`,
  )
  const { rows } = await sql<{ some: boolean }>`
    select ${sql.join(found, sql` or `)} as some
  `.execute(trx)
  if (rows[0]?.some !== true) return
  await runInTurn(
    trx,
    CHILD_TABLES.map((table) => () => deleteChildren(table, orderIds)),
  )
}
