import type { TenantTrx } from '@tidemark/db'
import {
  ordersHistory,
  type OrdersHistoryInput,
  salesByProduct,
  salesBySegment,
  type SalesBySegmentInput,
  salesFigures,
  shopInfo,
} from '@tidemark/db/insights'
import { badQuery } from '../problems/problems.ts'
import type { SalesQuery, SalesResponse, SalesRow } from '../schemas/index.ts'
import { toFilters } from './filters.ts'
import { historyRange, refuseTooManyBuckets } from './history-range.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'
import { toBucket, toProductRow, toSegmentRow } from './to-sales-rows.ts'
import { SALES_SUMS_FIELDS, toSalesSums } from './to-sales-sums.ts'

/** What the sales of a range are made of. Refuses what products are not kept by. */
export async function readSales(trx: TenantTrx, query: SalesQuery): Promise<SalesResponse> {
  const { by, interval, reversals, limit, from = null, to = null } = query
  refuseSplitProducts(query)
  const filters = toFilters(query)
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
