import type { TenantTrx } from '../index.ts'
import { hashOrder } from './content-hash.ts'
import { deleteLeftOvers } from './left-overs.ts'
import { findOrderFault } from './input-faults.ts'
import type { IngestResult, OrderInput } from './inputs.ts'
import { markNewOrders, markStoredOrders } from './marks.ts'
import { OrderRows } from './order-rows.ts'
import {
  prepareBatch,
  type EntityRules,
  type IngestOptions,
  type PreparedBatch,
} from './prepare-batch.ts'
import { withoutRedactedBuyers } from './redacted-people.ts'
import { runInTurn, type Step } from './run-in-turn.ts'
import {
  CHILD_TABLES,
  deleteVanishedChildren,
  insertChildren,
  replaceChildren,
} from './write-children.ts'
import { insertEntities, replaceEntities } from './write-entities.ts'

type Write = PreparedBatch<OrderInput>['write'][number]

const RULES: EntityRules<OrderInput> = {
  entity: 'orders',
  findFault: findOrderFault,
  hash: hashOrder,
  customerId: (order) => order.customerId,
}

/**
 * Mirrors a batch of orders with their lines, ledger and refunds, and marks them for the rollups. An
 * order that isn't newer or different writes nothing; one whose ledger contradicts itself (another
 * currency, an id twice) is set aside in `rejected_rows`.
 */
export async function ingestOrders(
  trx: TenantTrx,
  batch: readonly OrderInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  const kept = await withoutRedactedBuyers(trx, batch)
  const { write, result } = await prepareBatch(trx, kept, RULES, options)
  if (write.length === 0) return result

  const fresh = write.filter((one) => one.stored === undefined)
  const known = write.filter((one) => one.stored !== undefined)
  const knownIds = known.map((one) => one.input.id)
  const freshIds = fresh.map((one) => one.input.id)
  await deleteLeftOvers(trx, freshIds)
  await runInTurn(trx, [
    () => markStoredOrders(knownIds),
    () => markNewOrders(freshIds),
    ...insertSteps(encode(fresh)),
    ...replaceSteps(encode(known), knownIds),
  ])
  return result
}

/** Orders that are not stored, and so have no children here: nothing of theirs is compared. */
export function insertSteps(rows: OrderRows): Step[] {
  return [
    () => (rows.orders.size > 0 ? insertEntities('orders', rows.orders) : undefined),
    ...CHILD_TABLES.map((table) => () => {
      return rows[table].size > 0 ? insertChildren(table, rows[table]) : undefined
    }),
  ]
}

function replaceSteps(rows: OrderRows, ids: readonly string[]): Step[] {
  if (ids.length === 0) return []
  return [
    () => replaceEntities('orders', rows.orders),
    ...CHILD_TABLES.flatMap((table) => [
      () => deleteVanishedChildren(table, rows[table], ids),
      () => (rows[table].size > 0 ? replaceChildren(table, rows[table]) : undefined),
    ]),
  ]
}

function encode(writes: readonly Write[]): OrderRows {
  const rows = new OrderRows()
  for (const { input, hash } of writes) rows.add(input, hash)
  return rows
}
