import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { badSignature } from '../problems/problems.ts'
import { startDispatcher } from '../webhooks/dispatch.ts'
import { createInbox } from '../webhooks/inbox.ts'
import { isSigned } from '../webhooks/is-signed.ts'
import { readWebhook, type WebhookHeaders } from '../webhooks/read-webhook.ts'
import { createSigningSecrets } from '../webhooks/signing-secrets.ts'

/** The largest orders take one or two; ours are cut down to ids before they are sent. */
const LARGEST_BODY = 4 * 1024 * 1024

/**
 * POST /api/shopify/webhooks: everything that Shopify sends by itself. Written into the inbox and
 * answered at once; the shop's workflow is told a moment later, so that neither a worker nor Temporal
 * need be there. What is signed is always answered with 200, from an unknown shop too: Shopify would
 * send anything else eight times more, and demands 2xx for its compliance topics.
 */
export const webhooksRoute: Route = (app, { config, db, temporal }) => {
  const dispatcher = startDispatcher({ db, temporal, log: app.log })
  app.addHook('onClose', () => dispatcher.stop())
  const inbox = createInbox(db, () => dispatcher.wake())
  const secrets = createSigningSecrets({
    db,
    keyring: config.keyring,
    app: config.shopifyApp?.clientSecrets ?? [],
  })

  void app.register(async (raw) => {
    // The signature is over the very bytes.
    raw.removeAllContentTypeParsers()
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    raw.post(
      '/api/shopify/webhooks',
      {
        bodyLimit: LARGEST_BODY,
        schema: {
          operationId: 'receiveWebhook',
          tags: ['shopify'],
          summary: 'What Shopify sends by itself',
          description:
            'Signed by Shopify over the body (X-Shopify-Hmac-Sha256). Only the ids in it are kept.',
          response: {
            200: z.undefined().describe('Taken, known already, or of no use here'),
            ...problemResponses(401, 503),
          },
        },
      },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const headers = readHeaders(request)
        const signature = headerOf(request, 'x-shopify-hmac-sha256')
        const signed =
          isSigned(body, signature, secrets.app) ||
          (SHOP_DOMAIN.test(headers.shop) &&
            isSigned(body, signature, await secrets.own(headers.shop)))
        if (!signed) throw badSignature()
        const webhook = readWebhook(headers, body)
        if (webhook) await inbox.put(webhook)
        return reply.code(200).send()
      },
    )
  })
}

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/

function readHeaders(request: FastifyRequest): WebhookHeaders {
  return {
    topic: headerOf(request, 'x-shopify-topic') ?? '',
    shop: (headerOf(request, 'x-shopify-shop-domain') ?? '').toLowerCase(),
    eventId: headerOf(request, 'x-shopify-event-id'),
    webhookId: headerOf(request, 'x-shopify-webhook-id'),
    triggeredAt: headerOf(request, 'x-shopify-triggered-at'),
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
