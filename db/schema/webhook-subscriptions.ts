import type { Generated } from 'kysely'
import type { Timestamp } from './column-types.ts'

/** Whether Shopify sends us the shop's webhooks, as last looked at. */
export interface WebhookSubscriptionsTable {
  tenant_id: string
  checked_at: Timestamp
  /** Where they are sent to; null: nowhere, and `fault` says why. */
  address: string | null
  /** As in the API: "ORDERS_CREATE". */
  topics: Generated<string[]>
  /** A plain sentence. */
  fault: string | null
}
