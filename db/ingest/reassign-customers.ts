import type { TenantTrx } from '../index.ts'

export interface CustomerAssignment {
  orderId: string
  customerId: string | null
}

/** Moves orders to the customer who has them after a merge, when the orders' own times did not move. */
export declare function reassignCustomers(
  trx: TenantTrx,
  assignments: readonly CustomerAssignment[],
): Promise<number>
