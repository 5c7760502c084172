import { inTenant } from '@tidemark/db'
import { shopInfo, type TopCustomer, topCustomers } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { moneyIn, shopTerms } from '../figures/shop-terms.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import {
  type TopCustomer as WireCustomer,
  TopCustomersQuery,
  TopCustomersResponse,
} from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers/top: our lifetime value beside Shopify's own, which lags. */
export const topCustomersRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/top',
    {
      schema: {
        operationId: 'getTopCustomers',
        tags: ['figures'],
        summary: 'The customers with the highest lifetime value',
        description: 'All time, by total spent, then by id.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: TopCustomersQuery,
        response: {
          200: TopCustomersResponse.describe('The customers'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) =>
      await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const { currencyCode } = shopTerms(await shopInfo(trx))
          const customers = await topCustomers(trx, { ...request.query, currencyCode })
          return { customers: customers.map((customer) => toCustomer(customer, currencyCode)) }
        },
        { readOnly: true },
      ),
  )
}

function toCustomer(customer: TopCustomer, currencyCode: string): WireCustomer {
  const { shopifyAmountSpent, shopifyCurrencyCode } = customer
  const money = moneyIn(currencyCode)
  return {
    id: customer.id,
    displayName: customer.displayName ?? `Customer #${customer.id}`,
    totalSpent: money(customer.totalSpent),
    ordersCount: customer.ordersCount,
    firstOrderAt: customer.firstOrderAt.toISOString(),
    lastOrderAt: customer.lastOrderAt.toISOString(),
    averageOrderValue: money(customer.averageOrderValue),
    shopifyAmountSpent:
      shopifyAmountSpent === null || shopifyCurrencyCode === null
        ? null
        : moneyIn(shopifyCurrencyCode)(shopifyAmountSpent),
    shopifyOrdersCount: customer.shopifyOrdersCount,
    shopifyReadAt: customer.shopifyReadAt?.toISOString() ?? null,
  }
}
