import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readStats } from '../figures/read-stats.ts'
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
    async (request): Promise<StatsResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readStats(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
