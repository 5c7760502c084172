import type { Timestamp } from './column-types.ts'

/** Why a shop's reports can't be read; in words: `reports/explain-fault.ts`. */
export type ReportFault = 'scope' | 'customer_data' | 'refused'

/** The last comparison of a shop's days with Shopify's own reports. */
export interface ReportChecksTable {
  tenant_id: string
  checked_at: Timestamp
  /** YYYY-MM-DD: older days than this one are compared next; null: the newest of them. */
  older_before: string | null
  fault: ReportFault | null
}
