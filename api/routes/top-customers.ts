import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readTopCustomers } from '../figures/read-top-customers.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { TopCustomersQuery, TopCustomersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/top: our lifetime value beside Shopify's own, which lags. */
export const topCustomersRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/top',
    {
      schema: {
        operationId: 'getTopCustomers',
        tags: ['figures'],
        summary: 'The customers with the highest lifetime value',
        description: 'All time, by total spent, then by id.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: TopCustomersQuery,
        response: {
          200: TopCustomersResponse.describe('The customers'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<TopCustomersResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readTopCustomers(trx, request.query), {
        readOnly: true,
      }),
  )
}
