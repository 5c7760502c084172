import type { TenantTrx } from '../index.ts'
import { hashOrder } from './content-hash.ts'
import { findOrderFault } from './input-faults.ts'
import type { IngestResult, OrderInput } from './inputs.ts'
import { markCustomers, markDaysOf } from './marks.ts'
import {
  LINE_COLUMNS,
  ORDER_COLUMNS,
  REFUND_COLUMNS,
  SALE_COLUMNS,
  toLineRows,
  toOrderRow,
  toRefundRows,
  toSaleRows,
} from './order-rows.ts'
import { prepareBatch, type EntityRules, type IngestOptions } from './prepare-batch.ts'
import { syncOrderChildren } from './sync-children.ts'
import { upsertEntities } from './upsert-entities.ts'

const RULES: EntityRules<OrderInput> = {
  entity: 'orders',
  findFault: findOrderFault,
  hash: hashOrder,
  customerId: (order) => order.customerId,
}

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

  const orders = write.map((one) => one.input)
  const ids = orders.map((order) => order.id)
  const known = write.filter((one) => one.stored !== undefined).map((one) => one.input.id)
  await markDaysOf(trx, known)
  await upsertEntities(
    trx,
    'orders',
    ORDER_COLUMNS,
    write.map((one) => ({ ...toOrderRow(one.input), hash: one.hash })),
  )
  await syncOrderChildren(trx, 'order_lines', LINE_COLUMNS, orders.flatMap(toLineRows), known)
  await syncOrderChildren(trx, 'sales', SALE_COLUMNS, orders.flatMap(toSaleRows), known)
  await syncOrderChildren(trx, 'refunds', REFUND_COLUMNS, orders.flatMap(toRefundRows), known)
  await markDaysOf(trx, ids)
  await markCustomers(
    trx,
    write.flatMap((one) => [one.stored?.customerId ?? null, one.input.customerId]),
  )
  return result
}
