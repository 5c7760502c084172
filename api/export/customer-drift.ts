import { z } from 'zod'
import { readCustomers } from '../figures/read-customers.ts'
import type { CustomerEntry } from '../schemas/index.ts'
import { allPages, PAGE_ROWS } from './all-pages.ts'
import { CUSTOMER_COLUMNS } from './customer-columns.ts'
import { exportRoute } from './export-route.ts'

const Query = z.object({})
const BY_DIFFERENCE = { sort: 'difference', direction: 'desc', limit: PAGE_ROWS } as const

/** Every customer of whom Shopify's value is another than ours. */
export const customerDriftExport = exportRoute<typeof Query, CustomerEntry>({
  name: 'customer-drift',
  title: 'Customers whose lifetime value differs from Shopify’s, by how much',
  route: '/api/customers/drift',
  query: Query,
  columns: CUSTOMER_COLUMNS,
  async *parts(read) {
    const pages = allPages((cursor) =>
      read((trx) => readCustomers(trx, { ...BY_DIFFERENCE, cursor })),
    )
    for await (const { customers } of pages) yield { rows: customers }
  },
})
