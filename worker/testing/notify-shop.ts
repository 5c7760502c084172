import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import { type ReceivedWebhook, receiveWebhooks } from '@tidemark/db'
import { SHOP_CHANGED, syncWorkflowOptions } from '../contract.ts'
import { syncShop } from '../workflows/index.ts'
import type { TestShop } from './test-shop.ts'

type Target = Pick<TestShop, 'db' | 'tenantId' | 'shopDomain'>

/** Puts into a shop's inbox that these objects have changed, each by an event of its own. */
export async function fillInbox(
  { db, shopDomain }: Target,
  entity: 'orders' | 'customers' | 'products',
  ids: readonly string[],
): Promise<void> {
  const webhooks = ids.map((id): ReceivedWebhook => ({
    shop: shopDomain,
    eventId: randomUUID(),
    triggeredAt: null,
    task: 'sync',
    topic: `${entity}/update`,
    subject: `${entity}/${id}`,
    entity,
    ids: [id],
  }))
  await receiveWebhooks(db, webhooks)
}

/** Says to the shop's workflow, as the API does, that its inbox holds something; gives its result. */
export async function tellOfInbox(client: Client, { tenantId, shopDomain }: Target) {
  const { workflowId } = await client.workflow.signalWithStart(syncShop, {
    ...syncWorkflowOptions({ tenantId, shopDomain, trigger: 'webhook' }),
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: SHOP_CHANGED,
    signalArgs: [{ inbox: true }],
  })
  return await client.workflow.getHandle<typeof syncShop>(workflowId).result()
}
