import type { BigIntText, Timestamp } from './column-types.ts'

/** An id that a bulk file listed, until it has been compared with the mirror. */
export interface BulkIdsTable {
  tenant_id: string
  entity: 'orders' | 'customers' | 'products'
  id: BigIntText
  updated_at: Timestamp
  /** Orders only. */
  customer_id: BigIntText | null
}
