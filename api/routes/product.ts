import { inTenant } from '@tidemark/db'
import {
  productHistory,
  productInfo,
  productSales,
  productVariants,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { historyRange } from '../figures/history-range.ts'
import { toMetadata } from '../figures/metadata.ts'
import { moneyIn, shopTerms } from '../figures/shop-terms.ts'
import {
  PRODUCT_FIELDS,
  toLastSale,
  toProductMeasures,
  toProductTerms,
} from '../figures/to-product.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { noSuchProduct } from '../problems/problems.ts'
import { ProductParams, ProductQuery, ProductResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** For the total of one product: its row is not needed. */
const ALONE = {
  by: 'product',
  show: 'sold',
  sort: 'netSales',
  direction: 'desc',
  limit: 1,
} as const

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
      const { interval, reversals } = request.query
      const productId = BigInt(request.params.id).toString()
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<ProductResponse> => {
          const shop = await shopInfo(trx)
          const { currencyCode, timeZone } = shopTerms(shop)
          const range = historyRange(request.query, shop.today)
          const info = await productInfo(trx, { productId })
          if (!info) throw noSuchProduct()
          const input = { productId, range, reversals, currencyCode }
          const { total } = await productSales(trx, { ...input, ...ALONE })
          const variants = await productVariants(trx, input)
          const history = await productHistory(trx, { ...input, interval })
          const terms = { currencyCode, today: shop.today }
          return {
            range: { ...range, interval, timeZone },
            product: {
              ...toProductTerms(info, terms),
              handle: info.handle,
              ...toProductMeasures(total, terms),
            },
            variants: variants.map((variant) => ({
              id: variant.variantId,
              title: variant.title,
              sku: variant.sku,
              price: variant.price === null ? null : moneyIn(currencyCode)(variant.price),
              ...toLastSale(variant, terms),
              ...toProductMeasures(variant, terms),
            })),
            metadata: {
              ...toMetadata({
                range,
                terms: { currencyCode, timeZone },
                reversals,
                fields: PRODUCT_FIELDS,
              }),
              filters: { product: productId },
            },
            history: history.map(({ date, ...bucket }) => ({
              date,
              ...toProductMeasures(bucket, terms),
            })),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}
