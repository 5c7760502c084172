import { definitionsVersion } from '@tidemark/db/insights'
import { sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { currencyTotals } from '../figures/currency-totals.ts'
import { readShops } from '../figures/read-shops.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ShopsQuery, ShopsResponse } from '../schemas/index.ts'

const FIELDS = {
  totalRevenue: 'total-sales',
  dailyRevenue: 'total-sales',
  orders: 'orders',
  orderingCustomers: 'ordering-customers',
} as const

/** GET /api/shops/overview: every shop of the account beside the others. */
export const shopsOverviewRoute: Route = (app, { db }) => {
  app.get(
    '/api/shops/overview',
    {
      schema: {
        operationId: 'getShopsOverview',
        tags: ['figures'],
        summary: 'All shops of the account: figures, freshness and state of each, sums by currency',
        description:
          'For a range of days, both ends or neither: left out, the last 30 days in each shop’s own ' +
          'zone. A shop that cannot be read has a `failure` and no `reading`, and is in no total.',
        security: [{ session: [] }],
        querystring: ShopsQuery,
        response: {
          200: ShopsResponse.describe('The shops'),
          ...problemResponses(400, 401, 503),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply): Promise<ShopsResponse> => {
      // Hundreds of shops with a figure for each day: checking each of them takes its time.
      void reply.serializer(JSON.stringify)
      const { tenants } = sessionOf(request)
      const shops = await readShops({ db, log: request.log }, tenants, request.query)
      const readings = shops.map(({ reading }) => reading).filter((reading) => reading !== null)
      return {
        shops,
        failed: shops.length - readings.length,
        totals: currencyTotals(readings),
        metadata: {
          reversals: request.query.reversals,
          definitionsVersion,
          fields: FIELDS,
        },
      }
    },
  )
}
