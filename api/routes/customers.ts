import { inTenant, type TenantTrx } from '@tidemark/db'
import { listCustomers, rfmCutOffs, searchCustomers, shopInfo } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomerCursor, toCustomerCursor } from '../figures/customer-cursor.ts'
import { toMetadata } from '../figures/metadata.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { CUSTOMER_FIELDS, toCustomer } from '../figures/to-customer.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CustomersQuery, CustomersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/customers: the leaderboard, searched, sorted and paged. */
export const customersRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers',
    {
      schema: {
        operationId: 'getCustomers',
        tags: ['figures'],
        summary: 'Customers by lifetime value, orders or when they ordered, searched and paged',
        description: 'All time, of orders in the shop’s currency, beside Shopify’s own value.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CustomersQuery,
        response: {
          200: CustomersResponse.describe('The customers'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomersResponse> => {
      const { search, sort, direction, limit, cursor } = request.query
      const listing = `${sort} ${direction}` as const
      const after = readCustomerCursor(listing, cursor)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const terms = shopTerms(await shopInfo(trx))
          const cutOffs = await rfmCutOffs(trx, terms)
          const found = search === undefined ? undefined : await find(trx, search)
          const page = { sort, direction, limit, after, found }
          const { rows, more } = await listCustomers(trx, { ...terms, ...page, cutOffs })
          const last = rows.at(-1)
          return {
            customers: rows.map((row) => toCustomer(row, terms.currencyCode)),
            nextCursor: more && last ? toCustomerCursor(listing, last) : null,
            metadata: toMetadata({ terms, fields: CUSTOMER_FIELDS }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

async function find(trx: TenantTrx, text: string): Promise<string[] | { text: string }> {
  const ids = await searchCustomers(trx, { search: text })
  return ids === 'many' ? { text } : ids
}
