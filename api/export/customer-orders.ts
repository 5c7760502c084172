import { readCustomer } from '../figures/read-customer.ts'
import { type CustomerOrder, CustomerParams, CustomerQuery } from '../schemas/index.ts'
import { allPages, PAGE_ROWS } from './all-pages.ts'
import { exportRoute } from './export-route.ts'

const Query = CustomerQuery.omit({ limit: true, cursor: true }).extend(CustomerParams.shape)

/** One customer's orders, the newest first. */
export const customerOrdersExport = exportRoute<typeof Query, CustomerOrder>({
  name: 'customer-orders',
  title: 'One customer’s orders and what came back of them',
  route: '/api/customers/{id}',
  query: Query,
  columns: {
    id: { doc: 'Shopify’s numeric id of the order', value: (row) => row.id },
    name: { doc: 'Its number, as in Shopify', value: (row) => row.name },
    day: { doc: 'The order date in the shop’s zone', value: (row) => row.day },
    processedAt: { doc: 'The same as an instant', value: (row) => row.processedAt },
    cancelledAt: { doc: 'Empty: not cancelled', value: (row) => row.cancelledAt },
    ordered: { doc: 'Total sales of what was ordered', value: (row) => row.ordered.amount },
    cameBack: { doc: 'Of what came back; negative', value: (row) => row.cameBack.amount },
    totalSales: { doc: 'The two together', value: (row) => row.totalSales.amount },
    unitsOrdered: { doc: 'Pieces of products', value: (row) => row.unitsOrdered },
    unitsCameBack: { doc: 'Pieces of products', value: (row) => row.unitsCameBack },
    currencyCode: { doc: 'Of the order', value: (row) => row.totalSales.currencyCode },
  },
  async *parts(read, { id, ...query }) {
    const pages = allPages((cursor) =>
      read((trx) => readCustomer(trx, id, { ...query, cursor, limit: PAGE_ROWS })),
    )
    for await (const { orders, customer } of pages) yield { rows: orders, id: customer.id }
  },
})
