import { inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readProducts } from '../figures/read-products.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ProductsQuery, ProductsResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/products: what was sold, what came back, top and slow movers. */
export const productsRoute: Route = (app, { db }) => {
  app.get(
    '/api/products',
    {
      schema: {
        operationId: 'getProducts',
        tags: ['figures'],
        summary: 'Products or variants with units, sales and returns, sorted and paged',
        description:
          'Top movers: sort=unitsSold. Slow movers: show=live&sort=unitsSold&direction=asc, or ' +
          'sort=lastSoldOn for those that were unsold for longest.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: ProductsQuery,
        response: {
          200: ProductsResponse.describe('The products'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<ProductsResponse> =>
      await inTenant(db, tenantOf(request), (trx) => readProducts(trx, request.query), {
        readOnly: true,
      }),
  )
}
