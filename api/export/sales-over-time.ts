import { readOrders } from '../figures/read-orders.ts'
import { SALES_SUMS_FIELDS, WHO_ORDERED_FIELDS } from '../figures/to-sales-sums.ts'
import { type OrdersBucket, OrdersQuery, type OrdersResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'

type Row = OrdersBucket & { period: 'current' | 'previous' | 'year'; beside: string }

/** Orders and sales over time, and those of earlier periods where they are asked for. */
export const salesOverTimeExport = exportRoute<typeof OrdersQuery, Row>({
  name: 'sales-over-time',
  title: 'Orders, sales and who ordered by day, week or month',
  route: '/api/orders',
  query: OrdersQuery,
  columns: {
    period: {
      doc: 'current, or with `compare` also previous and year',
      value: (row) => row.period,
    },
    date: { doc: "The bucket's first day", value: (row) => row.date },
    beside: {
      doc: 'First day of the bucket of the current period that it is compared with',
      value: (row) => row.beside,
    },
    ...figureColumns(SALES_SUMS_FIELDS),
    ...figureColumns(WHO_ORDERED_FIELDS),
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.totalSales.currencyCode },
  },
  async *parts(read, query) {
    const answer = await read((trx) => readOrders(trx, query))
    yield { rows: toRows(answer), range: answer.range }
  },
})

function toRows({ history, previous, year }: OrdersResponse): Row[] {
  const periods = [
    { period: 'current' as const, buckets: history },
    { period: 'previous' as const, buckets: previous?.history ?? [] },
    { period: 'year' as const, buckets: year?.history ?? [] },
  ]
  return periods.flatMap(({ period, buckets }) =>
    buckets.flatMap((bucket, at) =>
      bucket ? [{ ...bucket, period, beside: history[at]?.date ?? bucket.date }] : [],
    ),
  )
}
