import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomer } from '../figures/read-customer.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CustomerParams, CustomerQuery, CustomerResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/:id: one customer, the orders and how the lifetime value came about. */
export const customerRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/:id',
    {
      schema: {
        operationId: 'getCustomer',
        tags: ['figures'],
        summary: 'One customer with the orders, what came back, and the lifetime value over time',
        description: 'A customer of another shop and one that does not exist get the same 404.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: CustomerParams,
        querystring: CustomerQuery,
        response: {
          200: CustomerResponse.describe('The customer'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomerResponse> =>
      await inTenant(
        db,
        tenantOf(request),
        (trx) => readCustomer(trx, request.params.id, request.query),
        { readOnly: true, isolation: 'repeatable read' },
      ),
  )
}
