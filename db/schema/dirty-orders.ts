import type { BigIntText } from './column-types.ts'

/** Orders that changed since the rollups counted them; written in the transaction that did it. */
export interface DirtyOrdersTable {
  tenant_id: string
  order_id: BigIntText
}
