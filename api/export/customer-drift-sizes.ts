import { z } from 'zod'
import { readCustomerDrift } from '../figures/read-customer-drift.ts'
import type { CustomerDriftResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

const Query = z.object({})

type Currency = CustomerDriftResponse['byCurrency'][number]
type Row = Currency['sizes'][number] & { currencyCode: string }

/** How many customers' values differ from Shopify's by how much. */
export const customerDriftSizesExport = exportRoute<typeof Query, Row>({
  name: 'customer-drift-sizes',
  title: 'Customers by the size of the difference from Shopify’s value',
  route: '/api/customers/drift',
  query: Query,
  columns: {
    currencyCode: { doc: 'Of the difference', value: (row) => row.currencyCode },
    from: { doc: 'In units of the currency', value: (row) => row.from },
    to: { doc: 'Not in it; empty: no end', value: (row) => row.to },
    customers: { doc: 'Whose difference has this size', value: (row) => row.customers },
  },
  async *parts(read) {
    const { byCurrency } = await read((trx) => readCustomerDrift(trx, { limit: 1 }))
    yield {
      rows: byCurrency.flatMap(({ sizes, difference }) =>
        sizes.map((size) => ({ ...size, currencyCode: difference.currencyCode })),
      ),
    }
  },
})
