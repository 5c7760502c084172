import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCohorts } from '../figures/read-cohorts.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CohortsQuery, CohortsResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/cohorts: what became of those who first ordered in a month. */
export const cohortsRoute: Route = (app, { db }) => {
  app.get(
    '/api/cohorts',
    {
      schema: {
        operationId: 'getCohorts',
        tags: ['figures'],
        summary: 'Customers by the month of their first order: retention and net sales since',
        description:
          'Cohorts of the months that the range touches; both days left out: all. Months that have ' +
          'not begun are absent, and the running one is partial.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CohortsQuery,
        response: {
          200: CohortsResponse.describe('The cohorts'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // Twenty years have 29,000 cells: checking each of them against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      return await inTenant(db, tenantOf(request), (trx) => readCohorts(trx, request.query), {
        readOnly: true,
      })
    },
  )
}
