import { inTenant } from '@tidemark/db'
import {
  customerHistory,
  customerOrders,
  findCustomer,
  rfmCutOffs,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomerCursor, toCustomerCursor } from '../figures/customer-cursor.ts'
import { toMetadata } from '../figures/metadata.ts'
import { moneyIn, shopTerms } from '../figures/shop-terms.ts'
import { CUSTOMER_FIELDS, exact, toCustomer, toCustomerOrder } from '../figures/to-customer.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { noSuchCustomer } from '../problems/problems.ts'
import { CustomerId, CustomerParams, CustomerQuery, CustomerResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/:id: one customer, the orders and how the lifetime value came about. */
export const customerRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/:id',
    {
      schema: {
        operationId: 'getCustomer',
        tags: ['figures'],
        summary: 'One customer with the orders, what came back, and the lifetime value over time',
        description: 'A customer of another shop and one that does not exist get the same 404.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: CustomerParams,
        querystring: CustomerQuery,
        response: {
          200: CustomerResponse.describe('The customer'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomerResponse> => {
      const { reversals, limit, cursor } = request.query
      if (!CustomerId.safeParse(request.params.id).success) throw noSuchCustomer()
      const id = BigInt(request.params.id).toString()
      const listing = `customerOrders ${id}` as const
      const place = readCustomerCursor(listing, cursor)
      const after = place && { processedAt: place.sortValue, id: place.id }
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<CustomerResponse> => {
          const shop = await shopInfo(trx)
          const terms = shopTerms(shop)
          const cutOffs = await rfmCutOffs(trx, terms)
          const customer = await findCustomer(trx, { id, ...terms, cutOffs })
          if (!customer) throw noSuchCustomer()
          const ofCustomer = { customerId: id, ...terms }
          const { today } = shop
          const months = await customerHistory(trx, { ...ofCustomer, reversals, today })
          const { rows, more } = await customerOrders(trx, { ...ofCustomer, after, limit })
          const last = rows.at(-1)
          const money = moneyIn(terms.currencyCode)
          return {
            customer: toCustomer(customer, terms.currencyCode),
            createdAt: customer.createdAt?.toISOString() ?? null,
            otherCurrencies: customer.otherCurrencies.map((other) => ({
              lifetimeValue: exact(other.totalSpent, other.currencyCode),
              orders: other.ordersCount,
            })),
            history: months.map((month) => ({
              ...month,
              totalSales: money(month.totalSales),
              lifetimeValue: money(month.lifetimeValue),
            })),
            orders: rows.map(toCustomerOrder),
            nextCursor:
              more && last
                ? toCustomerCursor(listing, { sortValue: last.place, id: last.id })
                : null,
            metadata: toMetadata({ terms, reversals, fields: FIELDS }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

const FIELDS = {
  ...CUSTOMER_FIELDS,
  'history.totalSales': 'total-sales',
  'history.lifetimeValue': 'lifetime-value',
  'orders.totalSales': 'total-sales',
} as const
