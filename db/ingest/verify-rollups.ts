import type { TenantTrx } from '../index.ts'

/** A rollup row that isn't what the ledger says. `null`: there is none, or there should be none. */
export interface RollupDifference {
  rollup: 'daily_sales' | 'customer_values' | 'daily_product_sales'
  key: Record<string, unknown>
  stored: Record<string, unknown> | null
  expected: Record<string, unknown> | null
}

/** Recomputes every rollup from the ledger and tells where the stored ones differ. Reads only. */
export declare function verifyRollups(trx: TenantTrx): Promise<RollupDifference[]>
