import type { BigIntText } from './column-types.ts'

/** Customers who were deleted or came back since the rollups counted their orders. */
export interface DirtyCustomersTable {
  tenant_id: string
  customer_id: BigIntText
}
