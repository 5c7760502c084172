import { readCustomer } from '../figures/read-customer.ts'
import { CustomerParams, CustomerQuery, type CustomerResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'

const Query = CustomerQuery.omit({ limit: true, cursor: true }).extend(CustomerParams.shape)

/** How one customer's lifetime value came about. */
export const customerHistoryExport = exportRoute<typeof Query, CustomerResponse['history'][number]>(
  {
    name: 'customer-history',
    title: 'One customer’s orders, sales and lifetime value by month',
    route: '/api/customers/{id}',
    query: Query,
    columns: {
      month: { doc: 'Its first day', value: (row) => row.month },
      ...figureColumns({
        orders: 'customer-orders',
        totalSales: 'total-sales',
        lifetimeValue: 'lifetime-value',
      }),
      currencyCode: { doc: CURRENCY_DOC, value: (row) => row.lifetimeValue.currencyCode },
    },
    async *parts(read, { id, ...query }) {
      const { history, customer } = await read((trx) =>
        readCustomer(trx, id, { ...query, limit: 1 }),
      )
      yield { rows: history, id: customer.id }
    },
  },
)
