/** The inbox for webhooks, and the queue of shops whose workflows are to be told of them. */
export { receiveWebhooks, type ReceivedWebhook } from './receive-webhooks.ts'
export {
  claimWebhookTasks,
  settleTask,
  takeTask,
  type WebhookTask,
  type WebhookTaskName,
} from './webhook-tasks.ts'
export { settleDeliveries, takeDeliveries, listTaken, type Taken } from './take-deliveries.ts'
export { webhookHealth, type WebhookHealth } from './webhook-health.ts'
export { purgeWebhooks } from './purge-webhooks.ts'
export {
  findSubscriptionState,
  saveSubscriptionState,
  type SubscriptionState,
} from './subscription-state.ts'
