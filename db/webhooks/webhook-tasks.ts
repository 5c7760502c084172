import { sql } from 'kysely'
import type { Db, TenantTrx } from '../connection/db.ts'

/**
 * What a shop waits for: `sync`, a round for what its inbox holds; `compliance`, workflows for its
 * open requests; `bulk`, a look at its bulk operations.
 */
export type WebhookTaskName = 'sync' | 'compliance' | 'bulk'

export interface WebhookTask {
  tenantId: string
  shopDomain: string
  task: WebhookTaskName
}

/**
 * Tasks that are due. Of any number of dispatchers one gets each; it is given out again after
 * seconds, later a minute, unless a round has taken it by then.
 */
export async function claimWebhookTasks(db: Db, limit: number): Promise<WebhookTask[]> {
  const { rows } = await sql<WebhookTask>`
    select tenant_id as "tenantId", shop_domain as "shopDomain", task
    from tidemark.claim_webhook_tasks(${limit}::int)
  `.execute(db)
  return rows
}

/** Begins a task of the transaction's shop: what comes in from here on is told of once more. */
export async function takeTask(trx: TenantTrx, task: WebhookTaskName): Promise<void> {
  await sql`select tidemark.take_webhook_task(${task})`.execute(trx)
}

/** Ends a task, unless more came in since it was taken. */
export async function settleTask(trx: TenantTrx, task: WebhookTaskName): Promise<void> {
  await sql`select tidemark.settle_webhook_task(${task})`.execute(trx)
}
