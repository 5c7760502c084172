import type { BigIntText } from './column-types.ts'

/** Customers whose values are to be recomputed; written in the transaction that touched them. */
export interface DirtyCustomersTable {
  tenant_id: string
  customer_id: BigIntText
}
