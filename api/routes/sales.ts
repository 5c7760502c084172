import { inTenant, type TenantTrx } from '@tidemark/db'
import {
  ordersHistory,
  type OrdersHistoryInput,
  salesByProduct,
  salesBySegment,
  type SalesBySegmentInput,
  salesFigures,
  shopInfo,
} from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toFilters } from '../figures/filters.ts'
import { historyRange, refuseTooManyBuckets } from '../figures/history-range.ts'
import { toMetadata } from '../figures/metadata.ts'
import { shopTerms } from '../figures/shop-terms.ts'
import { toBucket, toProductRow, toSegmentRow } from '../figures/to-sales-rows.ts'
import { SALES_SUMS_FIELDS, toSalesSums } from '../figures/to-sales-sums.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { badQuery } from '../problems/problems.ts'
import { SalesQuery, SalesResponse, type SalesRow } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/sales: what the sales of a range are made of. */
export const salesRoute: Route = (app, { db }) => {
  app.get(
    '/api/sales',
    {
      schema: {
        operationId: 'getSales',
        tags: ['figures'],
        summary: 'Sales split by channel, country, customer type, currency or product',
        description:
          'The rows add up to the total, which is that of /api/stats with the same parameters. With ' +
          '`interval` each row comes by day, week or month too: new against returning customers by ' +
          'day is `by=customerType&interval=day`.',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: SalesQuery,
        response: {
          200: SalesResponse.describe('The rows and their total'),
          ...problemResponses(400, 401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      // Histories can be long: checking each bucket against the schema takes seconds.
      void reply.serializer(JSON.stringify)
      const { query } = request
      const { by, interval, reversals, limit, from = null, to = null } = query
      refuseSplitProducts(query)
      const filters = toFilters(query)
      return await inTenant(
        db,
        tenantOf(request),
        async (trx) => {
          const shop = await shopInfo(trx)
          const terms = shopTerms(shop)
          const buckets = interval && { ...historyRange({ ...query, interval }, shop.today) }
          const range = buckets ?? { from, to }
          const asked = { range, reversals, filters, ...terms }
          const [total] = await salesFigures(trx, { ...asked, periods: [range] })
          if (!total) throw new Error('A period has no figures')
          return {
            by,
            rows:
              by === 'product'
                ? (await salesByProduct(trx, { ...asked, limit })).map((share) =>
                    toProductRow(share, terms.currencyCode),
                  )
                : await segmentRows(trx, {
                    split: { ...asked, by },
                    ...(buckets && interval && { over: { ...asked, range: buckets, interval } }),
                  }),
            total: toSalesSums(total, terms.currencyCode),
            range: buckets && interval ? { ...buckets, interval, timeZone: terms.timeZone } : null,
            metadata: toMetadata({
              range,
              terms,
              reversals,
              filters,
              fields: { ...SALES_SUMS_FIELDS, ...(by === 'customerType' && BY_CUSTOMER_TYPE) },
            }),
          }
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
    },
  )
}

const BY_CUSTOMER_TYPE = { key: 'customer-type' } as const

/** The rollup of products knows no other filter, and a history of one is at /api/products. */
function refuseSplitProducts(query: SalesQuery): void {
  if (query.by !== 'product') return
  const refused = (
    ['interval', 'product', 'channel', 'customerType', 'presentmentCurrency', 'country'] as const
  ).find((name) => query[name] !== undefined)
  if (refused === undefined) return
  throw badQuery(
    refused,
    refused === 'interval'
      ? 'cannot be combined with by=product. Ask /api/products/{id} for a product over time.'
      : 'cannot be combined with by=product. Split by something else, with product as the filter.',
  )
}

async function segmentRows(
  trx: TenantTrx,
  { split, over }: { split: SalesBySegmentInput; over?: OrdersHistoryInput },
): Promise<SalesRow[]> {
  const { by, currencyCode } = split
  const found = await salesBySegment(trx, split)
  if (over) refuseTooManyBuckets(over.range, over.interval, found.length)
  const rows: SalesRow[] = []
  for (const figures of found) {
    const row = toSegmentRow(by, figures, currencyCode)
    if (!over) {
      rows.push(row)
      continue
    }
    const filters = { ...over.filters, [by]: figures.key }
    const history = await ordersHistory(trx, { ...over, filters })
    rows.push({ ...row, history: history.map((bucket) => toBucket(bucket, currencyCode)) })
  }
  return rows
}
