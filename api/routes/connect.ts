import { createConnectionRequest } from '@tidemark/db'
import { isShopDomain } from '@tidemark/worker/contract'
import { sessionOf, signedIn } from '../auth/session.ts'
import { knowBrowser } from '../connect/browser.ts'
import { startConnect } from '../connect/start-connect.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { badBody, connectingUnavailable, lookOnly } from '../problems/problems.ts'
import { ConnectAnswer, ConnectBody } from '../schemas/index.ts'

/** POST /api/connect: a shop with credentials of its own. */
export const connectRoute: Route = (app, { db, temporal, config }) => {
  app.post(
    '/api/connect',
    {
      schema: {
        operationId: 'connectShop',
        tags: ['connection'],
        summary: 'Connect a shop by a permanent token or by client credentials',
        description:
          'The worker asks Shopify whether they work, and only then stores them, encrypted, and ' +
          'starts the first sync. For a shop of this account that is here already they take the ' +
          'place of the old ones.',
        security: [{ session: [] }],
        body: ConnectBody,
        response: {
          202: ConnectAnswer.describe('Accepted'),
          ...problemResponses(400, 401, 403, 409, 503),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const { shop, access, storesNames } = request.body
      if (!config.keyring) throw connectingUnavailable()
      if (!isShopDomain(shop))
        throw badBody('shop', 'Enter an address such as my-shop.myshopify.com.')
      const session = sessionOf(request)
      const known = session.tenants.find(({ shopDomain }) => shopDomain === shop)
      if (known?.role === 'viewer') throw lookOnly()
      const requestId = await createConnectionRequest(db, config.keyring, {
        kind: access.kind,
        shopDomain: shop,
        browserHash: knowBrowser(request, reply),
        userId: session.userId,
        secret: access,
        ...(storesNames === undefined ? {} : { storesNames }),
      })
      await startConnect({ db, temporal, log: request.log }, requestId)
      return reply.code(202).send({ requestId })
    },
  )
}
