import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { isFew } from './few-changes.ts'
import { isOneOf, lookedUp } from './statement.ts'

/** Orders that a drain works on, by ascending id. */
export interface DrainedOrders {
  orders: readonly string[]
  /** Whether they are most of the shop's orders between the first and the last of them. */
  dense: boolean
}

/** What a drain works on; both kinds have had their marks taken. */
export interface Changes extends DrainedOrders {
  /** The shop's time zone. */
  zone: string
  /** Ids of customers who were deleted or came back. */
  customers: readonly string[]
  /** Whether any of the orders may have been counted before: of a first sync's none were. */
  counted: boolean
}

/** Of a first sync, or a rebuild, they are; of a few that changed nobody asks. */
export async function areDense(trx: TenantTrx, orders: readonly string[]): Promise<boolean> {
  if (isFew(orders)) return false
  const { rows } = await sql<{ dense: boolean }>`
    select count(*) < ${2 * orders.length} as dense
    from (
      select from orders where ${isBetween('id', orders)} limit ${2 * orders.length}
    ) as between_them
  `.execute(trx)
  return rows[0]?.dense === true
}

/**
 * The rows of a table that belong to drained orders, for FROM: looked up one by one, or, where most
 * orders of a range are drained, read as the range that they are. The latter is not for joins by
 * nested loops: Postgres can't tell how many rows there are.
 */
export function drainedRows(
  table: string,
  column: 'id' | 'order_id',
  { orders, dense }: DrainedOrders,
): RawBuilder<unknown> {
  if (!dense) return lookedUp(table, column, orders)
  return sql`(
    select * from (
      select ctid as place, * from ${sql.table(table)} as stored
      where ${isBetween(column, orders)}
      offset 0
    ) as one
    where ${isOneOf(`one.${column}`, orders)}
  )`
}

function isBetween(column: string, orders: readonly string[]): RawBuilder<unknown> {
  return sql`${sql.ref(column)} >= ${orders[0]}::bigint and ${sql.ref(column)} <= ${orders.at(-1)}::bigint`
}
