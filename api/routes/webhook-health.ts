import { inTenant, webhookHealth } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { WebhooksResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/webhooks: whether Shopify tells us of changes, and whether we keep up. */
export const webhookHealthRoute: Route = (app, { db }) => {
  app.get(
    '/api/webhooks',
    {
      schema: {
        operationId: 'getWebhooks',
        tags: ['connection'],
        summary: 'Whether Shopify tells of changes, and whether they are read',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: WebhooksResponse.describe('The webhooks'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<WebhooksResponse> => {
      const { subscriptions, lastReceivedAt, pending } = await inTenant(
        db,
        tenantOf(request),
        webhookHealth,
        { readOnly: true },
      )
      return {
        subscriptions: subscriptions && {
          ...subscriptions,
          checkedAt: subscriptions.checkedAt.toISOString(),
        },
        lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
        pending,
      }
    },
  )
}
