import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { findSubscriptionState, type SubscriptionState } from './subscription-state.ts'

/** Whether Shopify tells us of changes, and whether we keep up with it. */
export interface WebhookHealth {
  /** As last looked at; null: nobody has looked yet. */
  subscriptions: SubscriptionState | null
  /** The newest of the deliveries that are kept; null: none came in two days. */
  lastReceivedAt: Date | null
  /** Deliveries that no sync has read yet. */
  pending: number
}

/** How webhooks stand for the transaction's own shop. */
export async function webhookHealth(trx: TenantTrx): Promise<WebhookHealth> {
  const inbox = await trx
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => [
      fn.max<Date | null>('received_at').as('lastReceivedAt'),
      sql<number>`count(*) filter (where handled_at is null)::int`.as('pending'),
    ])
    .executeTakeFirstOrThrow()
  return { subscriptions: (await findSubscriptionState(trx)) ?? null, ...inbox }
}
