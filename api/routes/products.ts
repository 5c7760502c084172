import { inTenant } from '@tidemark/db'
import { productSales, shopInfo } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toMetadata } from '../figures/metadata.ts'
import { readProductCursor, toProductCursor } from '../figures/product-cursor.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { PRODUCT_FIELDS, toProduct, toProductMeasures } from '../figures/to-product.ts'
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
    async (request): Promise<ProductsResponse> => {
      const { from = null, to = null, product, cursor, ...query } = request.query
      const { by, sort } = query
      const direction = query.direction ?? (sort === 'title' ? 'asc' : 'desc')
      const listing = { by, sort, direction }
      const after = readProductCursor(listing, cursor)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const shop = await shopInfo(trx)
          const { currencyCode, timeZone } = shopTerms(shop)
          const input = { ...query, direction, after, productId: product, currencyCode }
          const { rows, total, more } = await productSales(trx, { ...input, range: { from, to } })
          const terms = { currencyCode, today: shop.today }
          const last = rows.at(-1)
          return {
            range: { from, to, timeZone },
            products: rows.map((row) => toProduct(row, by, terms)),
            total: { rows: total.rows, ...toProductMeasures(total, terms) },
            metadata: {
              ...toMetadata({
                range: { from, to },
                terms: { currencyCode, timeZone },
                reversals: query.reversals,
                fields: PRODUCT_FIELDS,
              }),
              filters: filtersOf(request.query),
            },
            nextCursor: more && last ? toProductCursor(listing, last) : null,
          }
        },
        { readOnly: true },
      )
    },
  )
}

/** Those that are in force, by parameter. */
function filtersOf({ product, vendor, productType, search, show }: ProductsQuery) {
  const filters = { product, vendor, productType, search, show: show === 'live' ? show : undefined }
  return Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
