import type { TenantTrx } from '@tidemark/db'
import {
  type ComparedPeriod,
  type OrderingBucket,
  orderingHistory,
  ordersHistory,
  type OrdersHistoryInput,
  salesFigures,
  type SalesFigures,
  shopInfo,
  untoldWhoOrdered,
} from '@tidemark/db/insights'
import type { ComparedHistory, OrdersQuery, OrdersResponse } from '../schemas/index.ts'
import { comparedPeriods } from './compared-periods.ts'
import { toFilters } from './filters.ts'
import { historyRange } from './history-range.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'
import { toBucket } from './to-sales-rows.ts'
import { SALES_SUMS_FIELDS, toSalesSums, WHO_ORDERED_FIELDS } from './to-sales-sums.ts'

/** Of a product: nothing is kept by day. */
const NOBODY_TOLD: OrderingBucket = {
  orderingCustomers: null,
  guestOrders: null,
  newCustomers: null,
  returningCustomers: null,
  returningCustomerRate: null,
  repeatPurchaseRate: null,
}

/** Orders, sales and who ordered over time. Refuses a range of too many buckets. */
export async function readOrders(trx: TenantTrx, query: OrdersQuery): Promise<OrdersResponse> {
  const { interval, reversals, compare } = query
  const filters = toFilters(query)
  const terms = await shopInfo(trx)
  const { currencyCode, timeZone } = shopTerms(terms)
  const range = historyRange(query, terms.today)
  const { previous, year } = comparedPeriods(range, compare)
  const asked = { range, interval, reversals, filters, currencyCode, timeZone }
  const earlier = [previous, year].filter((period) => period !== null)
  const sums = await salesFigures(trx, { ...asked, periods: [range, ...earlier] })
  const totals = new Map([range, ...earlier].map((period, at) => [period, sums[at]]))
  const buckets = await ordersHistory(trx, asked)
  const ordering = await orderingHistory(trx, asked)
  return {
    range: { ...range, interval, timeZone },
    history: buckets.map((bucket, at) =>
      toBucket(bucket, currencyCode, ordering?.[at] ?? NOBODY_TOLD),
    ),
    totals: toTotals(totals.get(range), currencyCode),
    previous: previous && (await compared(trx, asked, previous, totals.get(previous))),
    year: year && (await compared(trx, asked, year, totals.get(year))),
    metadata: toMetadata({
      range,
      terms: { currencyCode, timeZone },
      reversals,
      filters,
      fields: { ...SALES_SUMS_FIELDS, ...WHO_ORDERED_FIELDS },
      untold: untoldWhoOrdered(filters),
    }),
  }
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
      bucket.date === buckets[at - 1]?.date
        ? null
        : toBucket(bucket, currencyCode, ordering?.[at] ?? NOBODY_TOLD),
    ),
  }
}

function toTotals(sums: SalesFigures | undefined, currencyCode: string) {
  if (!sums) throw new Error('A period has no figures')
  return toSalesSums(sums, currencyCode)
}
