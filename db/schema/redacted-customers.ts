import type { BigIntText, TimestampWithDefault } from './column-types.ts'

/** Whom no sync may bring back. The id alone tells nothing of the person. */
export interface RedactedCustomersTable {
  tenant_id: string
  customer_id: BigIntText
  redacted_at: TimestampWithDefault
}
