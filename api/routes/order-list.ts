import { inTenant, type TenantTrx } from '@tidemark/db'
import {
  listOrders,
  type OrderFilters,
  searchCustomers,
  searchOrders,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toMetadata } from '../figures/metadata.ts'
import { readOrderCursor, toOrderCursor } from '../figures/order-cursor.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { ORDER_FIELDS, toOrderListEntry } from '../figures/to-order.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { OrderListQuery, OrderListResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders/list: the orders themselves, filtered, searched, sorted and paged. */
export const orderListRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders/list',
    {
      schema: {
        operationId: 'getOrderList',
        tags: ['figures'],
        summary: 'Orders one by one: filtered, searched, sorted and paged',
        description:
          'Filters are joined by “and”. The values of channel and country are those of ' +
          '/api/sales/filters. How many orders fit in all is not counted.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: OrderListQuery,
        response: {
          200: OrderListResponse.describe('The orders'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<OrderListResponse> => {
      const { from = null, to = null, search, customer, cursor, ...query } = request.query
      const { sort, direction } = query
      const listing = `orders ${sort} ${direction}` as const
      const after = readOrderCursor(listing, cursor)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<OrderListResponse> => {
          const terms = shopTerms(await shopInfo(trx))
          const found = search === undefined ? undefined : await find(trx, search)
          const { rows, more } = await listOrders(trx, {
            ...query,
            range: { from, to },
            found,
            customerId: customer,
            after,
            timeZone: terms.timeZone,
          })
          const last = rows.at(-1)
          return {
            orders: rows.map(toOrderListEntry),
            hasMore: more,
            nextCursor: more && last ? toOrderCursor(listing, last) : null,
            metadata: {
              ...toMetadata({ range: { from, to }, terms, fields: ORDER_FIELDS }),
              filters: filtersOf(request.query),
            },
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

async function find(trx: TenantTrx, search: string): Promise<OrderFilters['found']> {
  const orders = await searchOrders(trx, { search })
  const customers = await searchCustomers(trx, { search })
  return { orders, customers: customers === 'many' ? { text: search } : customers }
}

/** Those that are in force, by parameter. */
function filtersOf(query: OrderListQuery): Record<string, string> {
  const { search, customer, financialStatus, fulfillmentStatus, channel, country } = query
  const { state, kind } = query
  const filters = { search, customer, financialStatus, fulfillmentStatus, channel, country }
  return Object.fromEntries(
    Object.entries({ ...filters, state, kind }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
}
