import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readOrderList } from '../figures/read-order-list.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { OrderListQuery, OrderListResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders/list: the orders themselves, filtered, searched, sorted and paged. */
export const orderListRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders/list',
    {
      schema: {
        operationId: 'getOrderList',
        tags: ['figures'],
        summary: 'Orders one by one: filtered, searched, sorted and paged',
        description:
          'Filters are joined by “and”. The values of channel and country are those of ' +
          '/api/sales/filters. How many orders fit in all is not counted.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: OrderListQuery,
        response: {
          200: OrderListResponse.describe('The orders'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    (request) =>
      inTenant(db, tenantOf(request), (trx) => readOrderList(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
