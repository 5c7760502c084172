import { readSales } from '../figures/read-sales.ts'
import { SALES_SUMS_FIELDS } from '../figures/to-sales-sums.ts'
import { SalesQuery, type SalesRow } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'

type Row = Omit<SalesRow, 'history'> & { date: string | null }

/** Sales split by what orders have, or by product. */
export const salesExport = exportRoute<typeof SalesQuery, Row>({
  name: 'sales',
  title: 'Sales split by channel, country, customer type, currency or product',
  route: '/api/sales',
  query: SalesQuery,
  columns: {
    kind: {
      doc:
        'value; by product also other (the products beyond `limit`) and adjustment (what belongs ' +
        'to no product)',
      value: (row) => row.kind,
    },
    key: { doc: 'What the filter of that name lets through', value: (row) => row.key },
    name: { doc: 'In words', value: (row) => row.name },
    date: {
      doc: 'With `interval`, by which each value has many lines: the first day of the bucket',
      value: (row) => row.date,
    },
    ...figureColumns(SALES_SUMS_FIELDS),
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.netSales.currencyCode },
  },
  async *parts(read, query) {
    const { rows, metadata } = await read((trx) => readSales(trx, query))
    yield {
      range: metadata,
      rows: rows.flatMap(({ history, ...row }): Row[] =>
        history ? history.map((bucket) => ({ ...row, ...bucket })) : [{ ...row, date: null }],
      ),
    }
  },
})
