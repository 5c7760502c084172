import type { BigIntText } from './column-types.ts'

/** A line of a bulk file that waits for the file's end to be joined with its parent. */
export interface BulkLinesTable {
  tenant_id: string
  entity: 'orders' | 'products'
  /** Of its first byte in the file. */
  position: BigIntText
  kind: 'root' | 'child' | 'grandchild'
  /** Global ids of the object itself and of its parent. */
  object_id: string
  parent_id: string | null
  /** Numeric id of the order or product; null: the line of its parent has not been seen yet. */
  root_id: BigIntText | null
  /** As Shopify sent it. */
  line: string
}
