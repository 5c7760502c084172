import { z } from 'zod'
import { readCustomerDrift } from '../figures/read-customer-drift.ts'
import type { CustomerDriftResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

const Query = z.object({})

type Row = CustomerDriftResponse['age']['days'][number]

/** How old Shopify's values are that differ from ours. */
export const customerDriftAgesExport = exportRoute<typeof Query, Row>({
  name: 'customer-drift-ages',
  title: 'Customers whose value differs from Shopify’s, by the age of that value',
  route: '/api/customers/drift',
  query: Query,
  columns: {
    from: { doc: 'Days since Shopify’s value was read', value: (row) => row.from },
    to: { doc: 'Not in it; empty: no end', value: (row) => row.to },
    customers: { doc: 'Whose value has this age', value: (row) => row.customers },
  },
  async *parts(read) {
    const { age } = await read((trx) => readCustomerDrift(trx, { limit: 1 }))
    yield { rows: age.days }
  },
})
