import { inTenant } from '@tidemark/db'
import {
  findOrder,
  orderAgreements,
  orderLines,
  orderRefunds,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toMetadata } from '../figures/metadata.ts'
import { orderBalance } from '../figures/order-balance.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { ORDER_FIELDS, toAgreement, toOrder, toOrderLine, toRefund } from '../figures/to-order.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { noSuchOrder } from '../problems/problems.ts'
import { OrderId, OrderParams, OrderResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders/:id: one order's ledger, from its placing to what it is worth now. */
export const orderRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders/:id',
    {
      schema: {
        operationId: 'getOrder',
        tags: ['figures'],
        summary: 'One order with its ledger: placed, edited, returned, refunded, and what adds up',
        description: 'An order of another shop and one that does not exist get the same 404.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: OrderParams,
        response: {
          200: OrderResponse.describe('The order'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<OrderResponse> => {
      if (!OrderId.safeParse(request.params.id).success) throw noSuchOrder()
      const id = BigInt(request.params.id).toString()
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<OrderResponse> => {
          const shop = await shopInfo(trx)
          const { timeZone, currencyCode } = shopTerms(shop)
          const order = await findOrder(trx, { id, timeZone })
          if (!order) throw noSuchOrder()
          const agreements = await orderAgreements(trx, { orderId: id, timeZone })
          const lines = await orderLines(trx, { orderId: id })
          const refunds = await orderRefunds(trx, { orderId: id })
          return {
            order: toOrder(order, shop.shopDomain),
            agreements: agreements.map((agreement) => toAgreement(agreement, order)),
            balance: orderBalance(order),
            lines: lines.map((line) => toOrderLine(line, order)),
            refunds: refunds.map(toRefund),
            metadata: toMetadata({ terms: { timeZone, currencyCode }, fields: FIELDS }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

const FIELDS = {
  ...ORDER_FIELDS,
  'agreements.totalSales': 'total-sales',
  balance: 'unbalanced-orders',
} as const
