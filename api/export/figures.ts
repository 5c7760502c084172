import { readStats } from '../figures/read-stats.ts'
import { FIGURE_FIELDS } from '../figures/to-stats.ts'
import { type Money, StatsQuery, type StatsResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'

type Row = Partial<Pick<StatsResponse, keyof typeof FIGURE_FIELDS>> & {
  period: 'current' | 'previous' | 'year'
  from: string | null
  to: string | null
  totalRevenue: Money
}

/** The figures of a range, and of the earlier periods that stand beside it. */
export const figuresExport = exportRoute<typeof StatsQuery, Row>({
  name: 'figures',
  title: 'Revenue, orders, customers and what they are made of',
  route: '/api/stats',
  query: StatsQuery,
  columns: {
    period: {
      doc:
        'current, previous or year. Of the current one there is a line more for each currency that ' +
        'the shop no longer uses, with revenue and orders only',
      value: (row) => row.period,
    },
    from: { doc: 'First day; empty: open', value: (row) => row.from },
    to: { doc: 'Last day; empty: open', value: (row) => row.to },
    ...figureColumns(FIGURE_FIELDS),
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.totalRevenue.currencyCode },
  },
  async *parts(read, query) {
    const { range, previous, year, otherCurrencies, ...current } = await read((trx) =>
      readStats(trx, query),
    )
    const { from = null, to = null } = range ?? {}
    const days = { period: 'current' as const, from, to }
    yield {
      range: { from, to },
      rows: [
        { ...current, ...days },
        ...(previous ? [{ ...previous, period: 'previous' as const }] : []),
        ...(year ? [{ ...year, period: 'year' as const }] : []),
        ...otherCurrencies.map((other) => ({ ...other, ...days })),
      ],
    }
  },
})
