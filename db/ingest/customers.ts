import type { TenantTrx } from '../index.ts'
import { hashCustomer } from './content-hash.ts'
import { findCustomerFault } from './input-faults.ts'
import type { CustomerInput, IngestResult } from './inputs.ts'
import { markCustomers } from './marks.ts'
import { prepareBatch, type EntityRules, type IngestOptions } from './prepare-batch.ts'
import type { Columns } from './statement.ts'
import { upsertEntities } from './upsert-entities.ts'

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
} as const satisfies Columns

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
  await upsertEntities(
    trx,
    'customers',
    CUSTOMER_COLUMNS,
    write.map((one) => ({ ...toCustomerRow(one.input), hash: one.hash })),
  )
  const revived = write.filter((one) => one.stored !== undefined && one.stored.deletedAt !== null)
  await markCustomers(
    trx,
    revived.map((one) => one.input.id),
  )
  return result
}

function toCustomerRow(customer: CustomerInput): Record<keyof typeof CUSTOMER_COLUMNS, unknown> {
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
  }
}
