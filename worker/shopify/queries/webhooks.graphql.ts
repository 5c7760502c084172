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
export const webhookSubscribeCost = 10
