import { randomBytes } from 'node:crypto'
import { createConnectionRequest, WANTED_SCOPES } from '@tidemark/db'
import { isShopDomain, shopOrigin } from '@tidemark/worker/contract'
import { z } from 'zod'
import { findSignedIn } from '../auth/session.ts'
import { appUrlOf } from '../connect/app-url.ts'
import { hashOf, knowBrowser } from '../connect/browser.ts'
import type { Route } from '../dependencies.ts'
import { createRateLimit } from '../http/rate-limit.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { tooManyTries } from '../problems/problems.ts'
import { InstallQuery } from '../schemas/index.ts'

/** Of one address. Each leaves a row that waits for an hour; nobody installs that many shops by hand. */
const LIMIT = { burst: 30, perMinute: 30 }

/** GET /api/shopify/install: to Shopify's consent page, and from there to the callback. */
export const installRoute: Route = (app, { db, config }) => {
  const take = createRateLimit(LIMIT)
  app.get(
    '/api/shopify/install',
    {
      schema: {
        operationId: 'installApp',
        tags: ['connection'],
        summary: 'Connect a shop by installing the app',
        description:
          'For browsers. Leads to Shopify’s consent page; what came of it is at /connect/{id} ' +
          'of the dashboard. Somebody who is signed in gets the shop into their account.',
        querystring: InstallQuery,
        response: {
          302: z.undefined().describe('Where to go'),
          ...problemResponses(400, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { shopifyApp, keyring, shopifyOrigin, appUrl } = config
      const shop = (request.query.shop ?? '').trim().toLowerCase()
      if (!shopifyApp || !keyring) return reply.redirect('/connect?problem=not-set-up')
      if (!isShopDomain(shop)) return reply.redirect('/connect?problem=shop')
      const wait = take(request.ip)
      if (wait > 0) throw tooManyTries(wait)
      const session = await findSignedIn(db, request)
      const known = session?.tenants.find(({ shopDomain }) => shopDomain === shop)
      if (known?.role === 'viewer') return reply.redirect('/connect?problem=viewer')
      const state = randomBytes(32).toString('base64url')
      await createConnectionRequest(db, keyring, {
        kind: 'oauth',
        shopDomain: shop,
        browserHash: knowBrowser(request, reply),
        userId: session?.userId ?? null,
        stateHash: hashOf(state),
      })
      const page = new URL(`${shopOrigin(shopifyOrigin, shop)}/admin/oauth/authorize`)
      page.search = new URLSearchParams({
        client_id: shopifyApp.clientId,
        scope: WANTED_SCOPES.join(','),
        redirect_uri: `${appUrlOf(request, appUrl)}/api/shopify/callback`,
        state,
      }).toString()
      return reply.redirect(page.href)
    },
  )
}
