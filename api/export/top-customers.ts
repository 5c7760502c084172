import { readTopCustomers } from '../figures/read-top-customers.ts'
import { type TopCustomer, TopCustomersQuery } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'

/** The customers with the highest lifetime value. */
export const topCustomersExport = exportRoute<typeof TopCustomersQuery, TopCustomer>({
  name: 'top-customers',
  title: 'The customers with the highest lifetime value',
  route: '/api/customers/top',
  query: TopCustomersQuery,
  columns: {
    id: { doc: 'Shopify’s numeric id', value: (row) => row.id },
    displayName: { doc: 'The name, or Customer # and the id', value: (row) => row.displayName },
    ...figureColumns({
      totalSpent: 'lifetime-value',
      ordersCount: 'customer-orders',
      firstOrderAt: 'first-order',
      lastOrderAt: 'last-order',
      averageOrderValue: 'customer-average-order',
      shopifyAmountSpent: 'shopify-amount-spent',
    }),
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.totalSpent.currencyCode },
    shopifyCurrencyCode: {
      doc: 'Of shopifyAmountSpent',
      value: (row) => row.shopifyAmountSpent?.currencyCode,
    },
    shopifyOrdersCount: { doc: 'As Shopify says', value: (row) => row.shopifyOrdersCount },
    shopifyReadAt: { doc: 'When Shopify said so', value: (row) => row.shopifyReadAt },
  },
  async *parts(read, query) {
    const { customers } = await read((trx) => readTopCustomers(trx, query))
    yield { rows: customers }
  },
})
