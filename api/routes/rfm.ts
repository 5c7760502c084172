import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readRfm } from '../figures/read-rfm.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { RfmResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/rfm: customers by how recently, how often and for how much they ordered. */
export const rfmRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/rfm',
    {
      schema: {
        operationId: 'getRfmGroups',
        tags: ['figures'],
        summary: 'RFM groups with Shopify’s names, and the cut-offs that apply today',
        description:
          'Scores are fifths of the shop’s own customers; groups follow from the recency score and ' +
          'the mean of the other two.',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: RfmResponse.describe('The groups'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<RfmResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readRfm(trx), {
        readOnly: true,
        isolation: 'repeatable read',
      }),
  )
}
