import { connectionCost, MAX_PAGE_SIZE } from '../query-cost.ts'

/** What the shop sends to this app, as far as it was asked for by the API. */
export const WEBHOOK_SUBSCRIPTIONS = `#graphql
  query TidemarkWebhookSubscriptions {
    webhookSubscriptions(first: ${MAX_PAGE_SIZE}) {
      nodes { id topic uri }
    }
  }
`
export const webhookSubscriptionsCost = connectionCost(MAX_PAGE_SIZE, 0)

export const WEBHOOK_SUBSCRIBE = `#graphql
  mutation TidemarkWebhookSubscribe(
    $topic: WebhookSubscriptionTopic!
    $webhook: WebhookSubscriptionInput!
  ) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
      webhookSubscription { id }
      userErrors { message }
    }
  }
`

/** One that sends to an address that was ours before. */
export const WEBHOOK_MOVE = `#graphql
  mutation TidemarkWebhookMove($id: ID!, $webhook: WebhookSubscriptionInput!) {
    webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhook) {
      webhookSubscription { id }
      userErrors { message }
    }
  }
`

export const WEBHOOK_UNSUBSCRIBE = `#graphql
  mutation TidemarkWebhookUnsubscribe($id: ID!) {
    webhookSubscriptionDelete(id: $id) {
      deletedWebhookSubscriptionId
      userErrors { message }
    }
  }
`

/** Of each of these mutations. */
export const webhookMutationCost = 10
