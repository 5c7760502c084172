import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readTimeBetweenOrders } from '../figures/read-time-between-orders.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { TimeBetweenOrdersQuery, TimeBetweenOrdersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/time-between-orders: how long customers take to order again. */
export const timeBetweenOrdersRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/time-between-orders',
    {
      schema: {
        operationId: 'getTimeBetweenOrders',
        tags: ['figures'],
        summary: 'Days from a customer’s order to the next one: quartiles and a histogram',
        description: 'Of the later orders in the range; both days left out: all time.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: TimeBetweenOrdersQuery,
        response: {
          200: TimeBetweenOrdersResponse.describe('The distribution'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<TimeBetweenOrdersResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readTimeBetweenOrders(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
