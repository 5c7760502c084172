import { readCustomers } from '../figures/read-customers.ts'
import { type CustomerEntry, CustomersQuery } from '../schemas/index.ts'
import { allPages, PAGE_ROWS } from './all-pages.ts'
import { CUSTOMER_COLUMNS } from './customer-columns.ts'
import { exportRoute } from './export-route.ts'

const Query = CustomersQuery.omit({ limit: true, cursor: true })

/** The leaderboard, an RFM group, or those of them whom a search finds. */
export const customersExport = exportRoute<typeof Query, CustomerEntry>({
  name: 'customers',
  title: 'Customers with lifetime value, orders and RFM group',
  route: '/api/customers',
  query: Query,
  columns: CUSTOMER_COLUMNS,
  async *parts(read, query) {
    const pages = allPages((cursor) =>
      read((trx) => readCustomers(trx, { ...query, cursor, limit: PAGE_ROWS })),
    )
    for await (const { customers } of pages) yield { rows: customers }
  },
})
