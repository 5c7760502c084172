import { inTenant } from '@tidemark/db'
import { ordersHistory, type OrdersHistoryBucket, shopInfo } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { historyRange } from '../figures/history-range.ts'
import { moneyIn, shopTerms } from '../figures/shop-terms.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { type OrdersBucket, OrdersQuery, OrdersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders: orders and sales over time. */
export const ordersRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders',
    {
      schema: {
        operationId: 'getOrders',
        tags: ['figures'],
        summary: 'Orders and sales by day, week or month',
        description: 'At most 20,000 buckets; both days left out: the last 30 days.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: OrdersQuery,
        response: {
          200: OrdersResponse.describe('The buckets, oldest first'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // A wide range has 20,000 buckets: checking each of them against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      const { interval, reversals } = request.query
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const shop = await shopInfo(trx)
          const { currencyCode, timeZone } = shopTerms(shop)
          const range = historyRange(request.query, shop.today)
          const buckets = await ordersHistory(trx, { range, interval, reversals, currencyCode })
          return {
            range: { ...range, interval, timeZone },
            history: buckets.map((bucket) => toBucket(bucket, currencyCode)),
          }
        },
        { readOnly: true },
      )
    },
  )
}

function toBucket(bucket: OrdersHistoryBucket, currencyCode: string): OrdersBucket {
  const money = moneyIn(currencyCode)
  return {
    date: bucket.date,
    orders: bucket.orders,
    totalSales: money(bucket.totalSales),
    netSales: money(bucket.netSales),
    grossSales: money(bucket.grossSales),
    discounts: money(bucket.discounts),
    returns: money(bucket.returns),
    shipping: money(bucket.shipping),
    duties: money(bucket.duties),
    fees: money(bucket.fees),
    taxes: money(bucket.taxes),
    tips: money(bucket.tips),
    giftCards: money(bucket.giftCards),
    averageOrderValue: money(bucket.averageOrderValue),
  }
}
