import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'

/** What was found when the shop's subscriptions were looked at. */
export interface SubscriptionState {
  checkedAt: Date
  /** Where webhooks are sent to; null: nowhere. */
  address: string | null
  /** "ORDERS_CREATE" */
  topics: string[]
  /** Why not all topics come; a plain sentence. */
  fault: string | null
}

export async function findSubscriptionState(
  trx: TenantTrx,
): Promise<SubscriptionState | undefined> {
  return await trx
    .selectFrom('webhook_subscriptions')
    .select(['checked_at as checkedAt', 'address', 'topics', 'fault'])
    .executeTakeFirst()
}

export async function saveSubscriptionState(
  trx: TenantTrx,
  { checkedAt, address, topics, fault }: SubscriptionState,
): Promise<void> {
  const row = { checked_at: checkedAt, address, topics, fault }
  await trx
    .insertInto('webhook_subscriptions')
    .values({ tenant_id: currentTenant, ...row })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
    .execute()
}
