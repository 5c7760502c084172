import type { TenantTrx } from '../index.ts'
import { hashCustomer } from './content-hash.ts'
import { encodeRows, type EncodedRows } from './encoded-rows.ts'
import { addToDailyCustomers, countByDay } from './daily-customers.ts'
import { findCustomerFault } from './input-faults.ts'
import type { CustomerInput, IngestResult } from './inputs.ts'
import { markCustomers, markUncompared } from './marks.ts'
import {
  prepareBatch,
  type EntityRules,
  type IngestOptions,
  type PreparedBatch,
} from './prepare-batch.ts'
import type { Columns } from './statement.ts'
import { runInTurn } from './run-in-turn.ts'
import { insertEntities, replaceEntities } from './write-entities.ts'

const CUSTOMER_COLUMNS = {
  id: 'bigint',
  display_name: 'text',
  state: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  shopify_amount_spent: 'numeric',
  shopify_currency_code: 'text',
  shopify_orders_count: 'bigint',
  shopify_read_at: 'timestamptz',
  content_hash: 'bytea',
} as const satisfies Columns

type Write = PreparedBatch<CustomerInput>['write'][number]

const RULES: EntityRules<CustomerInput> = {
  entity: 'customers',
  findFault: findCustomerFault,
  hash: hashCustomer,
  customerId: () => null,
}

/**
 * Mirrors a batch of customers. `shopify_read_at` is when the stored version was read: a later read
 * that found the very same customer is not written, so it says "at least as fresh as". A customer
 * who comes back after a deletion gets a lifetime value again.
 */
export async function ingestCustomers(
  trx: TenantTrx,
  batch: readonly CustomerInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  const { write, result } = await prepareBatch(trx, batch, RULES, options)
  const fresh = write.filter((one) => one.stored === undefined)
  const known = write.filter((one) => one.stored !== undefined)
  const revived = known.filter((one) => one.stored?.deletedAt !== null)
  const before = await countByDay(trx, idsOf(known))
  await runInTurn(trx, [
    () => (fresh.length > 0 ? insertEntities('customers', encode(fresh)) : undefined),
    () => (known.length > 0 ? replaceEntities('customers', encode(known)) : undefined),
    () => markCustomers(idsOf(revived)),
    () => markUncompared(idsOf(write)),
  ])
  await addToDailyCustomers(trx, { before, after: await countByDay(trx, idsOf(write)) })
  return result
}

const idsOf = (writes: readonly Write[]): string[] => writes.map((one) => one.input.id)

function encode(writes: readonly Write[]): EncodedRows<typeof CUSTOMER_COLUMNS> {
  return encodeRows(writes.map(toRow), CUSTOMER_COLUMNS)
}

function toRow({ input: customer, hash }: Write): Record<keyof typeof CUSTOMER_COLUMNS, unknown> {
  return {
    id: customer.id,
    display_name: customer.displayName,
    state: customer.state,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    shopify_amount_spent: customer.amountSpent,
    shopify_currency_code: customer.amountSpentCurrencyCode,
    shopify_orders_count: customer.ordersCount,
    shopify_read_at: customer.readAt,
    content_hash: hash,
  }
}
