import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readSales } from '../figures/read-sales.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SalesQuery, SalesResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/sales: what the sales of a range are made of. */
export const salesRoute: Route = (app, { db }) => {
  app.get(
    '/api/sales',
    {
      schema: {
        operationId: 'getSales',
        tags: ['figures'],
        summary: 'Sales split by channel, country, customer type, currency or product',
        description:
          'The rows add up to the total, which is that of /api/stats with the same parameters. With ' +
          '`interval` each row comes by day, week or month too: new against returning customers by ' +
          'day is `by=customerType&interval=day`.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: SalesQuery,
        response: {
          200: SalesResponse.describe('The rows and their total'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // Histories can be long: checking each bucket against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      return await inTenant(db, tenantOf(request), (trx) => readSales(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      })
    },
  )
}
