import { mayStoreNames } from '../connections/names.ts'
import type { TenantTrx } from '../index.ts'
import { ingestCustomers } from './customers.ts'
import type { CustomerInput, IngestResult } from './inputs.ts'
import type { IngestOptions } from './prepare-batch.ts'
import { withoutRedacted } from './redacted-people.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * Mirrors a batch of customers, but for those whom the law forbids to keep, and without their names
 * where the shop forbids them: also in a batch that was asked for just before. Both are read under the
 * lock that whoever changes them takes too.
 */
export async function ingestAllowedCustomers(
  trx: TenantTrx,
  batch: readonly CustomerInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  await lockTenantPart(trx, 'customers')
  const kept = await withoutRedacted(trx, batch)
  const allowed = await mayStoreNames(trx)
  const rows = allowed ? kept : kept.map((one) => ({ ...one, displayName: null }))
  return await ingestCustomers(trx, rows, options)
}
