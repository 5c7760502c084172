import { createHmac, randomUUID } from 'node:crypto'
import type { App } from '../dependencies.ts'

export interface SignedWebhook {
  topic: string
  shop: string
  body: object
  secret: string
  eventId?: string
  triggeredAt?: string
}

/** A webhook as Shopify would send it. */
export function signWebhook({ topic, shop, body, secret, eventId, triggeredAt }: SignedWebhook) {
  const payload = JSON.stringify(body)
  return {
    method: 'POST' as const,
    url: '/api/shopify/webhooks',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(payload).digest('base64'),
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-event-id': eventId ?? randomUUID(),
      'x-shopify-api-version': '2026-10',
      ...(triggeredAt === undefined ? {} : { 'x-shopify-triggered-at': triggeredAt }),
    },
    payload,
  }
}

/** Sends it to the app in this process; gives the answer's status. */
export async function sendWebhook(app: App, webhook: SignedWebhook): Promise<number> {
  return (await app.inject(signWebhook(webhook))).statusCode
}
