import { inTenant } from '@tidemark/db'
import {
  customerCounts,
  customerDrift,
  listCustomers,
  rfmCutOffs,
  shopInfo,
  uncountedCustomers,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readCustomerCursor, toCustomerCursor } from '../figures/customer-cursor.ts'
import { toMetadata } from '../figures/metadata.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { CUSTOMER_FIELDS, exact, toCustomer } from '../figures/to-customer.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CustomerDriftQuery, CustomerDriftResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

const PAGE = { sort: 'difference', direction: 'desc' } as const
const LISTING = 'difference desc'

/** GET /api/customers/drift: how far Shopify's own values are from ours. */
export const customerDriftRoute: Route = (app, { db }) => {
  app.get(
    '/api/customers/drift',
    {
      schema: {
        operationId: 'getCustomerDrift',
        tags: ['figures'],
        summary: 'How many customers’ lifetime values differ from Shopify’s, by how much, how long',
        description:
          'Shopify’s amount spent lags. Two currencies are never subtracted from each other.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CustomerDriftQuery,
        response: {
          200: CustomerDriftResponse.describe('The differences'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request): Promise<CustomerDriftResponse> => {
      const { limit, cursor } = request.query
      const after = readCustomerCursor(LISTING, cursor)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<CustomerDriftResponse> => {
          const terms = shopTerms(await shopInfo(trx))
          const counts = await customerCounts(trx)
          const drift = await customerDrift(trx)
          const uncounted = await uncountedCustomers(trx)
          const cutOffs = await rfmCutOffs(trx, terms)
          const page = { ...terms, ...PAGE, cutOffs, after, limit }
          const { rows, more } = await listCustomers(trx, page)
          const last = rows.at(-1)
          return {
            customers: counts.customers,
            differing: drift.byCurrency.reduce((sum, one) => sum + one.customers, 0),
            uncounted: uncounted.map(({ customers, currencyCode, shopifyAmountSpent }) => ({
              customers,
              shopifyAmountSpent: exact(shopifyAmountSpent, currencyCode),
            })),
            notComparable: drift.notComparable,
            unknown: counts.withoutAmount,
            byCurrency: drift.byCurrency.map(({ currencyCode, ...one }) => ({
              customers: one.customers,
              oursHigher: one.oursHigher,
              difference: exact(one.difference, currencyCode),
              differenceSize: exact(one.differenceSize, currencyCode),
              largest: exact(one.largest, currencyCode),
              sizes: one.sizes,
            })),
            age: {
              oldestReadAt: drift.oldestReadAt?.toISOString() ?? null,
              newestReadAt: drift.newestReadAt?.toISOString() ?? null,
              days: drift.ages,
            },
            largest: rows.map((row) => toCustomer(row, terms.currencyCode)),
            nextCursor: more && last ? toCustomerCursor(LISTING, last) : null,
            metadata: toMetadata({ terms, fields: FIELDS }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

const FIELDS = {
  ...CUSTOMER_FIELDS,
  customers: 'customers',
  differing: 'value-drift',
  'byCurrency.difference': 'value-drift',
} as const
