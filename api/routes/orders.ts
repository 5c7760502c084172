import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readOrders } from '../figures/read-orders.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { OrdersQuery, OrdersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders: orders and sales over time. */
export const ordersRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders',
    {
      schema: {
        operationId: 'getOrders',
        tags: ['figures'],
        summary: 'Orders, sales and who ordered by day, week or month',
        description:
          'At most 20,000 buckets; both days left out: the last 30 days. Filters are joined by ' +
          '“and”. `metadata.fields` names the definition of each field.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: OrdersQuery,
        response: {
          200: OrdersResponse.describe('The buckets, oldest first'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // A wide range has 20,000 buckets: checking each of them against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      return await inTenant(db, tenantOf(request), (trx) => readOrders(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      })
    },
  )
}
