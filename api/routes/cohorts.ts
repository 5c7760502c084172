import { inTenant } from '@tidemark/db'
import { type CohortCell, cohorts, shopInfo } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toMetadata } from '../figures/metadata.ts'
import { moneyIn, shopTerms } from '../figures/shop-terms.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CohortsQuery, CohortsResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/cohorts: what became of those who first ordered in a month. */
export const cohortsRoute: Route = (app, { db }) => {
  app.get(
    '/api/cohorts',
    {
      schema: {
        operationId: 'getCohorts',
        tags: ['figures'],
        summary: 'Customers by the month of their first order: retention and net sales since',
        description:
          'Cohorts of the months that the range touches; both days left out: all. Months that have ' +
          'not begun are absent, and the running one is partial.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: CohortsQuery,
        response: {
          200: CohortsResponse.describe('The cohorts'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // Twenty years have 29,000 cells: checking each of them against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      const { from = null, to = null, reversals } = request.query
      const range = { from, to }
      return await inTenant(
        db,
        tenantOf(request),
        async (trx): Promise<CohortsResponse> => {
          const { today, ...shop } = await shopInfo(trx)
          const terms = shopTerms({ today, ...shop })
          const { currencyCode } = terms
          const cells = await cohorts(trx, { range, reversals, currencyCode, today })
          const running = `${today.slice(0, 7)}-01`
          return {
            cohorts: toCohorts(cells, { currencyCode, running }),
            metadata: toMetadata({ range, terms, reversals, fields: FIELDS }),
          }
        },
        { readOnly: true },
      )
    },
  )
}

const FIELDS = {
  customers: 'cohort-customers',
  retention: 'cohort-retention',
  netSales: 'net-sales',
  netSalesPerCustomer: 'cohort-value',
} as const

/** Cells come oldest cohort first, each by month. */
function toCohorts(
  cells: readonly CohortCell[],
  { currencyCode, running }: { currencyCode: string; running: string },
): CohortsResponse['cohorts'] {
  const money = moneyIn(currencyCode)
  const byMonth = Map.groupBy(cells, (cell) => cell.cohortMonth)
  return [...byMonth].map(([month, months]) => ({
    month,
    customers: months[0]?.size ?? 0,
    months: months.map((cell) => ({
      month: cell.month,
      monthsSince: cell.monthsSince,
      partial: cell.month === running,
      customers: cell.customers,
      retention: cell.retention,
      orders: cell.orders,
      netSales: money(cell.netSales),
      cumulativeNetSales: money(cell.cumulativeNetSales),
      netSalesPerCustomer: money(cell.netSalesPerCustomer),
    })),
  }))
}
