import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomerDrift } from '../figures/read-customer-drift.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CustomerDriftQuery, CustomerDriftResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/drift: how far Shopify's own values are from ours. */
export const customerDriftRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/drift',
    {
      schema: {
        operationId: 'getCustomerDrift',
        tags: ['figures'],
        summary: 'How many customers’ lifetime values differ from Shopify’s, by how much, how long',
        description:
          'Shopify’s amount spent lags. Two currencies are never subtracted from each other.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CustomerDriftQuery,
        response: {
          200: CustomerDriftResponse.describe('The differences'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomerDriftResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readCustomerDrift(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
