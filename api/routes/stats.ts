import { inTenant } from '@tidemark/db'
import { type ClosedPeriod, type Period, shopInfo, shopStats } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { previousRange } from '../figures/days.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { toStats } from '../figures/to-stats.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { StatsQuery, StatsResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/stats: the figures of a range, and of the one before it. */
export const statsRoute: Route = (app, { db }) => {
  app.get(
    '/api/stats',
    {
      schema: {
        operationId: 'getStats',
        tags: ['figures'],
        summary: 'Revenue, orders, customers and what they are made of',
        description: 'For a range of days, both included, in the past or the future; or all time.',
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
      const { from = null, to = null, reversals } = request.query
      const range = { from, to }
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const shop = await shopInfo(trx)
          const terms = shopTerms(shop)
          const previous = before(range)
          const stats = await shopStats(trx, { range, previous, reversals, ...terms })
          return toStats({ shop, terms, range, previous, stats })
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

/** A range that is open at an end has no length, so none before it either. */
function before({ from, to }: Period): ClosedPeriod | null {
  if (from === null || to === null) return null
  return previousRange({ from, to }) ?? null
}
