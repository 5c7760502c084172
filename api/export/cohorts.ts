import { readCohorts } from '../figures/read-cohorts.ts'
import { CohortsQuery, type CohortsResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC } from './figure-columns.ts'

type Cohort = CohortsResponse['cohorts'][number]
type Row = Cohort['months'][number] & { cohort: string; cohortCustomers: number }

/** What became of those who first ordered in a month: a line for each month since. */
export const cohortsExport = exportRoute<typeof CohortsQuery, Row>({
  name: 'cohorts',
  title: 'Cohorts by the month of the first order: retention and net sales since',
  route: '/api/cohorts',
  query: CohortsQuery,
  columns: {
    cohort: { doc: 'First day of the month of the first orders', value: (row) => row.cohort },
    cohortCustomers: { doc: 'Who first ordered then', value: (row) => row.cohortCustomers },
    month: { doc: 'First day of the month looked at', value: (row) => row.month },
    monthsSince: { doc: 'From the cohort’s month to it', value: (row) => row.monthsSince },
    partial: { doc: 'true: the month is still running', value: (row) => row.partial },
    customers: { doc: 'Of the cohort, with an order in the month', value: (row) => row.customers },
    retention: { doc: 'customers ÷ cohortCustomers', value: (row) => row.retention },
    orders: { doc: 'Of the cohort, in the month', value: (row) => row.orders },
    netSales: { doc: 'Of the cohort, in the month', value: (row) => row.netSales.amount },
    cumulativeNetSales: {
      doc: 'Of the cohort, to the month’s end',
      value: (row) => row.cumulativeNetSales.amount,
    },
    netSalesPerCustomer: {
      doc: 'cumulativeNetSales ÷ cohortCustomers',
      value: (row) => row.netSalesPerCustomer.amount,
    },
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.netSales.currencyCode },
  },
  async *parts(read, query) {
    const { cohorts, metadata } = await read((trx) => readCohorts(trx, query))
    yield {
      range: metadata,
      rows: cohorts.flatMap(({ month, customers, months }) =>
        months.map((one) => ({ ...one, cohort: month, cohortCustomers: customers })),
      ),
    }
  },
})
