import type { TenantTrx } from '../index.ts'
import type { IngestResult, ProductInput } from './inputs.ts'

/** Mirrors a batch of products with their variants. */
export declare function ingestProducts(
  trx: TenantTrx,
  batch: readonly ProductInput[],
  options?: { runId?: string },
): Promise<IngestResult>
