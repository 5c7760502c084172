import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readProof } from '../figures/read-proof.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ProofQuery, ProofResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/proof: our figures beside those of Shopify's own reports. */
export const proofRoute: Route = (app, { db }) => {
  app.get(
    '/api/proof',
    {
      schema: {
        operationId: 'getProof',
        tags: ['figures'],
        summary: 'Each day’s figures beside Shopify’s own report, and where they differ',
        description:
          'Where the connection has the scope read_reports, the days that are over are compared once a ' +
          'day with what Shopify’s report of sales says: the last eight, and older ones in turn.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: ProofQuery,
        response: {
          200: ProofResponse.describe('The compared days'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) =>
      await inTenant(db, tenantOf(request), (trx) => readProof(trx, request.query), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
