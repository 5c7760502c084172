import type { TimestampWithDefault } from './column-types.ts'

/** A row: the shop's rollups must be computed anew from the whole ledger. */
export interface RollupRebuildsTable {
  tenant_id: string
  requested_at: TimestampWithDefault
}
