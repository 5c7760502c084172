/** Days whose rollups are to be recomputed; written in the transaction that touched them. */
export interface DirtyDaysTable {
  tenant_id: string
  /** YYYY-MM-DD, in the shop's time zone. */
  day: string
}
