import type { Generated } from 'kysely'
import type { TimestampWithDefault } from './column-types.ts'

/** A month that `product_months` holds. */
export interface FoldedMonthsTable {
  tenant_id: string
  /** Its first day, in the shop's time zone. */
  month: string
  folded_at: TimestampWithDefault
  /** Something of it changed since: only its days are right. */
  stale: Generated<boolean>
}
