import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { IngestResult, OrderInput } from './inputs.ts'
import { findInspectedFault, hashInspected } from './inspect-orders.ts'
import { markCustomers, markDays, markDaysOf } from './marks.ts'
import {
  countedAt,
  LINE_COLUMNS,
  ORDER_COLUMNS,
  REFUND_COLUMNS,
  SALE_COLUMNS,
  toLineRows,
  toOrderRow,
  toRefundRows,
  toSaleRows,
} from './order-rows.ts'
import {
  prepareBatch,
  type EntityRules,
  type IngestOptions,
  type PreparedBatch,
} from './prepare-batch.ts'
import { runInTurn, type Step } from './run-in-turn.ts'
import { idArray, type Columns } from './statement.ts'
import {
  deleteVanishedChildren,
  insertChildren,
  replaceChildren,
  type ChildTable,
} from './write-children.ts'
import { insertEntities, replaceEntities } from './write-entities.ts'

type Write = PreparedBatch<OrderInput>['write'][number]

const RULES: EntityRules<OrderInput> = {
  entity: 'orders',
  findFault: findInspectedFault,
  hash: hashInspected,
  customerId: (order) => order.customerId,
}

interface Children {
  table: ChildTable
  columns: Columns
  toRows: (order: OrderInput) => Record<string, unknown>[]
}

const CHILDREN: readonly Children[] = [
  { table: 'order_lines', columns: LINE_COLUMNS, toRows: toLineRows },
  { table: 'sales', columns: SALE_COLUMNS, toRows: toSaleRows },
  { table: 'refunds', columns: REFUND_COLUMNS, toRows: toRefundRows },
]

/**
 * Mirrors a batch of orders with their lines, ledger and refunds, and marks the days and customers
 * whose rollups it touched. An order that isn't newer or different writes nothing; one whose ledger
 * contradicts itself (another currency, an id twice) is set aside in `rejected_rows`.
 */
export async function ingestOrders(
  trx: TenantTrx,
  batch: readonly OrderInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  const { write, result } = await prepareBatch(trx, batch, RULES, options)
  if (write.length === 0) return result

  const fresh = write.filter((one) => one.stored === undefined)
  const known = write.filter((one) => one.stored !== undefined)
  await deleteLeftOvers(
    trx,
    fresh.map((one) => one.input.id),
  )
  await runInTurn(trx, [
    () => markDaysOf(known.map((one) => one.input.id)),
    ...insertSteps(fresh),
    ...replaceSteps(known),
    () => markDays(write.flatMap((one) => datesOf(one.input))),
    () =>
      markCustomers(write.flatMap((one) => [one.stored?.customerId ?? null, one.input.customerId])),
  ])
  return result
}

/** Children of orders that are not stored: somebody deleted these by hand. */
async function deleteLeftOvers(trx: TenantTrx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  const found = CHILDREN.map(
    ({ table }) =>
      sql`exists (select from ${sql.table(table)} where order_id = any(${idArray(orderIds)}))`,
  )
  const { rows } = await sql<{ some: boolean }>`
    select ${sql.join(found, sql` or `)} as some
  `.execute(trx)
  if (rows[0]?.some !== true) return
  await runInTurn(
    trx,
    CHILDREN.map(
      ({ table }) =>
        () =>
          deleteVanishedChildren(table, [], orderIds),
    ),
  )
}

/** Orders that are not stored, and so have no children here: nothing of theirs is compared. */
function insertSteps(fresh: readonly Write[]): Step[] {
  return [
    () => insertEntities('orders', ORDER_COLUMNS, fresh.map(toRow)),
    ...CHILDREN.map(({ table, columns, toRows }) => () => {
      return insertChildren(
        table,
        columns,
        fresh.flatMap((one) => toRows(one.input)),
      )
    }),
  ]
}

function replaceSteps(known: readonly Write[]): Step[] {
  const ids = known.map((one) => one.input.id)
  return [
    () => replaceEntities('orders', ORDER_COLUMNS, known.map(toRow)),
    ...CHILDREN.flatMap(({ table, columns, toRows }) => {
      const rows = known.flatMap((one) => toRows(one.input))
      return [
        () => deleteVanishedChildren(table, rows, ids),
        () => replaceChildren(table, columns, rows),
      ]
    }),
  ]
}

function toRow({ input, hash }: Write): object {
  return { ...toOrderRow(input), hash }
}

/** Every time that decides on which days the order and its ledger count. */
function datesOf(order: OrderInput): string[] {
  return [order.processedAt, ...order.sales.map((sale) => countedAt(order, sale))]
}
