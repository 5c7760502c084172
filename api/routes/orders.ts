import { inTenant, type TenantTrx } from '@tidemark/db'
import {
  type ComparedPeriod,
  orderingHistory,
  ordersHistory,
  type OrdersHistoryInput,
  salesFigures,
  type SalesFigures,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { comparedPeriods } from '../figures/compared-periods.ts'
import { toFilters } from '../figures/filters.ts'
import { historyRange } from '../figures/history-range.ts'
import { toMetadata } from '../figures/metadata.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { toBucket } from '../figures/to-sales-rows.ts'
import { SALES_SUMS_FIELDS, toSalesSums, WHO_ORDERED_FIELDS } from '../figures/to-sales-sums.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { type ComparedHistory, OrdersQuery, OrdersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/orders: orders and sales over time. */
export const ordersRoute: Route = (app, { db }) => {
  app.get(
    '/api/orders',
    {
      schema: {
        operationId: 'getOrders',
        tags: ['figures'],
        summary: 'Orders, sales and who ordered by day, week or month',
        description:
          'At most 20,000 buckets; both days left out: the last 30 days. Filters are joined by ' +
          '“and”. `metadata.fields` names the definition of each field.',
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
      const { interval, reversals, compare } = request.query
      const filters = toFilters(request.query)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const terms = await shopInfo(trx)
          const { currencyCode, timeZone } = shopTerms(terms)
          const range = historyRange(request.query, terms.today)
          const { previous, year } = comparedPeriods(range, compare)
          const asked = { range, interval, reversals, filters, currencyCode, timeZone }
          const earlier = [previous, year].filter((period) => period !== null)
          const sums = await salesFigures(trx, { ...asked, periods: [range, ...earlier] })
          const totals = new Map([range, ...earlier].map((period, at) => [period, sums[at]]))
          const buckets = await ordersHistory(trx, asked)
          const ordering = await orderingHistory(trx, asked)
          return {
            range: { ...range, interval, timeZone },
            history: buckets.map((bucket, at) => toBucket(bucket, currencyCode, ordering?.[at])),
            totals: toTotals(totals.get(range), currencyCode),
            previous: previous && (await compared(trx, asked, previous, totals.get(previous))),
            year: year && (await compared(trx, asked, year, totals.get(year))),
            metadata: toMetadata({
              range,
              terms: { currencyCode, timeZone },
              reversals,
              filters,
              fields: { ...SALES_SUMS_FIELDS, ...(ordering && WHO_ORDERED_FIELDS) },
            }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

async function compared(
  trx: TenantTrx,
  asked: OrdersHistoryInput,
  period: ComparedPeriod,
  totals: SalesFigures | undefined,
): Promise<ComparedHistory> {
  const { currencyCode } = asked
  const buckets = await ordersHistory(trx, { ...asked, compared: period })
  const ordering = await orderingHistory(trx, { ...asked, compared: period })
  return {
    from: period.from,
    to: period.to,
    totals: toTotals(totals, currencyCode),
    // The date of the bucket before it stands where the period has no such day.
    history: buckets.map((bucket, at) =>
      bucket.date === buckets[at - 1]?.date ? null : toBucket(bucket, currencyCode, ordering?.[at]),
    ),
  }
}

function toTotals(sums: SalesFigures | undefined, currencyCode: string) {
  if (!sums) throw new Error('A period has no figures')
  return toSalesSums(sums, currencyCode)
}
