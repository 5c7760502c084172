import type { Generated } from 'kysely'
import type { Timestamp, TimestampWithDefault } from './column-types.ts'

/** What a webhook says has changed: ids, and nothing else of what Shopify sent. */
export interface WebhookDeliveriesTable {
  tenant_id: string
  /** "orders/updated" */
  topic: string
  /** X-Shopify-Event-Id, else X-Shopify-Webhook-Id. */
  event_id: string
  /** The objects as one text: what one event says of two orders are two deliveries. */
  subject: string
  /** Null: the shop itself, which a whole round reads. */
  entity: 'orders' | 'customers' | 'products' | null
  /** Decimal strings when read. */
  object_ids: Generated<string[]>
  triggered_at: Timestamp | null
  received_at: TimestampWithDefault
  /** The sync that has taken it and will say that it is handled. */
  run_id: string | null
  handled_at: Timestamp | null
}
