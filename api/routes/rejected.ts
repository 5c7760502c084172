import { inTenant } from '@tidemark/db'
import { rejectedRows } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { RejectedQuery, RejectedResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/rejected: what could not be mirrored, with its JSON and the reason. */
export const rejectedRoute: Route = (app, { db }) => {
  app.get(
    '/api/rejected',
    {
      schema: {
        operationId: 'getRejected',
        tags: ['sync'],
        summary: 'Rows that are set aside, because they could not be mapped or stored',
        description:
          'They are tried again after an upgrade, and by the command `retryRejected` of ' +
          'POST /api/shop/control.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: RejectedQuery,
        response: {
          200: RejectedResponse.describe('The rows'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<RejectedResponse> => {
      const { total, rows } = await inTenant(
        db,
        tenantOf(request),
        (trx) => rejectedRows(trx, request.query),
        { readOnly: true },
      )
      return {
        total,
        rows: rows.map(({ firstRejectedAt, rejectedAt, ...row }) => ({
          ...row,
          firstRejectedAt: firstRejectedAt.toISOString(),
          rejectedAt: rejectedAt.toISOString(),
        })),
      }
    },
  )
}
