import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomers } from '../figures/read-customers.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CustomersQuery, CustomersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers: the leaderboard or one RFM group, searched, sorted and paged. */
export const customersRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers',
    {
      schema: {
        operationId: 'getCustomers',
        tags: ['figures'],
        summary: 'Customers by lifetime value, orders or when they ordered, searched and paged',
        description:
          'All time, of orders in the shop’s currency, beside Shopify’s own value. With `group` only ' +
          'the members of an RFM group.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CustomersQuery,
        response: {
          200: CustomersResponse.describe('The customers'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomersResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readCustomers(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
