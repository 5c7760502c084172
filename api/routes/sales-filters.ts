import { inTenant } from '@tidemark/db'
import { salesFilters, type SalesFilters, type Segment } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { segmentName } from '../figures/segment-names.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SalesFiltersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/sales/filters: what a person can be offered to filter by. */
export const salesFiltersRoute: Route = (app, { db }) => {
  app.get(
    '/api/sales/filters',
    {
      schema: {
        operationId: 'getSalesFilters',
        tags: ['figures'],
        summary: 'The values that sales can be filtered by',
        description: 'Those that the shop’s orders have, all time.',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: SalesFiltersResponse.describe('By filter'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) =>
      toFilterValues(await inTenant(db, tenantOf(request), salesFilters, { readOnly: true })),
  )
}

function toFilterValues(found: SalesFilters): SalesFiltersResponse {
  const named = (by: Segment) =>
    found[by].map(({ value, orders }) => ({ value, name: segmentName(by, value), orders }))
  return {
    channel: named('channel'),
    country: named('country'),
    customerType: named('customerType'),
    presentmentCurrency: named('presentmentCurrency'),
  }
}
