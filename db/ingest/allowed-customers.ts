import { mayStoreNames } from '../connections/names.ts'
import type { TenantTrx } from '../index.ts'
import { ingestCustomers } from './customers.ts'
import type { CustomerInput, IngestResult } from './inputs.ts'
import type { IngestOptions } from './prepare-batch.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * Mirrors a batch of customers, without their names where the shop forbids them: also in a batch that
 * was asked for just before. The setting is read under the lock that whoever changes it takes too.
 */
export async function ingestAllowedCustomers(
  trx: TenantTrx,
  batch: readonly CustomerInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  await lockTenantPart(trx, 'customers')
  const allowed = await mayStoreNames(trx)
  const rows = allowed ? batch : batch.map((one) => ({ ...one, displayName: null }))
  return await ingestCustomers(trx, rows, options)
}
