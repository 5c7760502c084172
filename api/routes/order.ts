import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readOrder } from '../figures/read-order.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { OrderParams, OrderResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders/:id: one order's ledger, from its placing to what it is worth now. */
export const orderRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders/:id',
    {
      schema: {
        operationId: 'getOrder',
        tags: ['figures'],
        summary: 'One order with its ledger: placed, edited, returned, refunded, and what adds up',
        description: 'An order of another shop and one that does not exist get the same 404.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: OrderParams,
        response: {
          200: OrderResponse.describe('The order'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    (request) =>
      inTenant(db, tenantOf(request), (trx) => readOrder(trx, request.params.id), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
