import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { BENCH_APP } from '../sync/product/start-product.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 400 })

/** What came of one webhook; status 0: no answer. */
export interface Sent {
  status: number
  ms: number
}

/** Sends a webhook as Shopify does, signed, and waits for the answer. */
export async function sendWebhook(
  url: string,
  webhook: { shop: string; topic: string; body: object },
): Promise<Sent> {
  const body = JSON.stringify(webhook.body)
  const hmac = createHmac('sha256', BENCH_APP.secret).update(body).digest('base64')
  const startedAt = performance.now()
  const status = await new Promise<number>((resolve) => {
    const sending = request(
      `${url}/api/shopify/webhooks`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-shopify-topic': webhook.topic,
          'x-shopify-shop-domain': webhook.shop,
          'x-shopify-hmac-sha256': hmac,
          'x-shopify-webhook-id': randomUUID(),
          'x-shopify-event-id': randomUUID(),
          'x-shopify-triggered-at': new Date().toISOString(),
        },
      },
      (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode ?? 0))
      },
    )
    sending.once('error', () => resolve(0))
    sending.end(body)
  })
  return { status, ms: performance.now() - startedAt }
}
