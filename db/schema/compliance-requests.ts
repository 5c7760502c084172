import type { Generated } from 'kysely'
import type { BigIntText, Json, Timestamp, TimestampWithDefault } from './column-types.ts'

export type ComplianceKind =
  'customer_export' | 'customer_redaction' | 'shop_redaction' | 'uninstall'

/** What Shopify demands for a person or a merchant; a workflow of its own carries it out. */
export interface ComplianceRequestsTable {
  tenant_id: string
  request_id: Generated<string>
  kind: ComplianceKind
  event_id: string
  /** Null once the person is forgotten. */
  customer_id: BigIntText | null
  /** Orders that Shopify names beside the person. */
  order_ids: Generated<string[]>
  triggered_at: Timestamp | null
  received_at: TimestampWithDefault
  done_at: Timestamp | null
}

/** All we hold on a person, for the shop's owner to hand on. */
export interface ComplianceExportsTable {
  tenant_id: string
  request_id: string
  customer_id: BigIntText
  file: Json<unknown>
  made_at: TimestampWithDefault
  expires_at: Timestamp
}
