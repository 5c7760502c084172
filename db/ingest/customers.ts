import type { TenantTrx } from '../index.ts'
import type { CustomerInput, IngestResult } from './inputs.ts'

/** Mirrors a batch of customers. */
export declare function ingestCustomers(
  trx: TenantTrx,
  batch: readonly CustomerInput[],
  options?: { runId?: string },
): Promise<IngestResult>
