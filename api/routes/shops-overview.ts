import { type AccountTenant, inTenant } from '@tidemark/db'
import { definitionsVersion } from '@tidemark/db/insights'
import { sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { currencyTotals } from '../figures/currency-totals.ts'
import { readShop } from '../figures/read-shop.ts'
import { limitConcurrency } from '../http/limit-concurrency.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { isDatabaseAway } from '../problems/database-away.ts'
import { type ShopRow, ShopsQuery, ShopsResponse } from '../schemas/index.ts'

/** Of all such requests together: some connections are left for who looks at one shop. */
const limit = limitConcurrency(4, Number.POSITIVE_INFINITY)

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
      async function toRow({ id, shopDomain, name }: AccountTenant): Promise<ShopRow> {
        const shop = { id, shopDomain, name }
        try {
          const reading = await limit(() =>
            inTenant(db, id, (trx) => readShop(trx, request.query), {
              readOnly: true,
              isolation: 'repeatable read',
            }),
          )
          return { ...shop, failure: null, reading }
        } catch (error) {
          // No other shop could be read either: the request as a whole is told so.
          if (!(error instanceof Error) || isDatabaseAway(error)) throw error
          request.log.error({ err: error, tenantId: id }, 'a shop could not be read')
          return { ...shop, failure: 'This shop could not be read just now.', reading: null }
        }
      }
      const shops = await Promise.all(sessionOf(request).tenants.map(toRow))
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
