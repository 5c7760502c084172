import { inTenant } from '@tidemark/db'
import { shopInfo, shopStats } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { comparedPeriods } from '../figures/compared-periods.ts'
import { toFilters } from '../figures/filters.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { toStats } from '../figures/to-stats.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { StatsQuery, StatsResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/stats: the figures of a range, and of earlier ones beside it. */
export const statsRoute: Route = (app, { db }) => {
  app.get(
    '/api/stats',
    {
      schema: {
        operationId: 'getStats',
        tags: ['figures'],
        summary: 'Revenue, orders, customers and what they are made of',
        description:
          'For a range of days, both included, in the past or the future; or all time. Filters are ' +
          'joined by “and”. `metadata.fields` names the definition of each field.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: StatsQuery,
        response: {
          200: StatsResponse.describe('The figures'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const { from = null, to = null, reversals, compare } = request.query
      const range = { from, to }
      const compared = comparedPeriods(range, compare)
      const filters = toFilters(request.query)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const shop = await shopInfo(trx)
          const terms = shopTerms(shop)
          const stats = await shopStats(trx, { range, ...compared, reversals, filters, ...terms })
          return toStats({ shop, terms, range, compared, reversals, filters, stats })
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}
