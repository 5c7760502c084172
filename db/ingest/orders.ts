import type { TenantTrx } from '../index.ts'
import type { IngestResult, OrderInput } from './inputs.ts'

/**
 * Mirrors a batch of orders with their lines, ledger and refunds, and marks the days and customers
 * whose rollups it touched. An order that isn't newer or different writes nothing; one whose ledger
 * contradicts itself (another currency, an id twice) is set aside in `rejected_rows`.
 */
export declare function ingestOrders(
  trx: TenantTrx,
  batch: readonly OrderInput[],
  options?: { runId?: string },
): Promise<IngestResult>
