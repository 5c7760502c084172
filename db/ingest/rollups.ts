import type { TenantTrx } from '../index.ts'

export interface RefreshLimits {
  maxDays?: number
  maxCustomers?: number
}

/** How many days, customers and product rows were recomputed, and how many marks are left. */
export interface RefreshResult {
  days: number
  customers: number
  products: number
  remaining: number
}

/**
 * Drains marks: recomputes marked days and customers from the ledger and replaces what differs.
 * Call until `remaining` is 0, each time in a transaction of its own.
 */
export declare function refreshRollups(
  trx: TenantTrx,
  limits?: RefreshLimits,
): Promise<RefreshResult>

/** How many marks wait. */
export declare function countDirty(trx: TenantTrx): Promise<{ days: number; customers: number }>
