import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CoverageResponse } from '../schemas/index.ts'
import { readCoverage } from '../sync/read-coverage.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/coverage: from when to when the mirror is complete, and what is missing. */
export const coverageRoute: Route = (app, { db }) => {
  app.get(
    '/api/coverage',
    {
      schema: {
        operationId: 'getCoverage',
        tags: ['sync'],
        summary: 'From when to when the mirror is complete, what is missing and why',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: { 200: CoverageResponse.describe('The coverage'), ...problemResponses(401, 404) },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CoverageResponse> =>
      await inTenant(db, tenantOf(request), readCoverage, { readOnly: true }),
  )
}
