import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readProduct } from '../figures/read-product.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ProductParams, ProductQuery, ProductResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/products/:id: one product, its variants and its history. */
export const productRoute: Route = (app, { db }) => {
  app.get(
    '/api/products/:id',
    {
      schema: {
        operationId: 'getProduct',
        tags: ['figures'],
        summary: 'One product with its variants and its history by day, week or month',
        description: 'At most 20,000 buckets; both days left out: the last 30 days.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: ProductParams,
        querystring: ProductQuery,
        response: {
          200: ProductResponse.describe('The product'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // A wide range has 20,000 buckets: checking each of them against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      return await inTenant(
        db,
        tenantOf(request),
        (trx) => readProduct(trx, request.params.id, request.query),
        {
          readOnly: true,
          isolation: 'repeatable read',
        },
      )
    },
  )
}
