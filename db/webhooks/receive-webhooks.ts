import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'
import type { ComplianceKind } from '../schema/compliance-requests.ts'

/** A verified webhook, cut down to the ids that it is about. */
export type ReceivedWebhook = {
  /** "harbor-goods.myshopify.com" */
  shop: string
  /** X-Shopify-Event-Id, else X-Shopify-Webhook-Id. */
  eventId: string
  /** ISO. */
  triggeredAt: string | null
} & (
  | {
      task: 'sync'
      topic: string
      subject: string
      entity: 'orders' | 'customers' | 'products' | null
      ids: readonly string[]
    }
  | {
      task: 'compliance'
      kind: ComplianceKind
      customerId: string | null
      /** Orders. */
      ids: readonly string[]
    }
  | { task: 'bulk' }
)

/**
 * Puts webhooks of any shops into their inboxes, and the shops into the queue, in one commit: once
 * this has returned nothing of them can be lost. Repeated ones change nothing, and shops that are not
 * here are passed over. Returns how many were new.
 */
export async function receiveWebhooks(
  db: Db,
  webhooks: readonly ReceivedWebhook[],
): Promise<number> {
  const { rows } = await sql<{ added: number }>`
    select tidemark.receive_webhooks(${JSON.stringify(webhooks)}::jsonb) as added
  `.execute(db)
  return rows[0]?.added ?? 0
}
