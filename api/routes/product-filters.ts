import { inTenant } from '@tidemark/db'
import { productFilters } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ProductFiltersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/products/filters: what a person can be offered to filter products by. */
export const productFiltersRoute: Route = (app, { db }) => {
  app.get(
    '/api/products/filters',
    {
      schema: {
        operationId: 'getProductFilters',
        tags: ['figures'],
        summary: 'The vendors and types that products can be filtered by',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: ProductFiltersResponse.describe('By filter'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    (request) => inTenant(db, tenantOf(request), productFilters, { readOnly: true }),
  )
}
