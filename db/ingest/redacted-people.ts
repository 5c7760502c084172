import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { CustomerInput } from './inputs.ts'
import { idArray } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * The customers without those who are to stay forgotten. Locks first: a redaction that is under way
 * is either seen here, or waits and takes out what is written now.
 */
export async function withoutRedacted(
  trx: TenantTrx,
  batch: readonly CustomerInput[],
): Promise<readonly CustomerInput[]> {
  await lockTenantPart(trx, 'customers')
  const redacted = await findRedacted(
    trx,
    batch.map(({ id }) => id),
  )
  return redacted.size === 0 ? batch : batch.filter(({ id }) => !redacted.has(id))
}

/** Orders, or whose they are, with nobody in place of those who are to stay forgotten. */
export async function withoutRedactedBuyers<Bought extends { customerId: string | null }>(
  trx: TenantTrx,
  batch: readonly Bought[],
): Promise<readonly Bought[]> {
  await lockTenantPart(trx, 'orders')
  const redacted = await findRedacted(
    trx,
    batch.flatMap(({ customerId }) => customerId ?? []),
  )
  if (redacted.size === 0) return batch
  return batch.map((one) =>
    one.customerId !== null && redacted.has(one.customerId) ? { ...one, customerId: null } : one,
  )
}

/** Which of these customers are to stay forgotten. */
async function findRedacted(trx: TenantTrx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select customer_id::text as id from redacted_customers where customer_id = any(${idArray(ids)})
  `.execute(trx)
  return new Set(rows.map(({ id }) => id))
}
