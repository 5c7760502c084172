import { readTimeBetweenOrders } from '../figures/read-time-between-orders.ts'
import { TimeBetweenOrdersQuery } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

/** How long customers take to order again. */
export const timeBetweenOrdersExport = exportRoute<
  typeof TimeBetweenOrdersQuery,
  { days: number; orders: number }
>({
  name: 'time-between-orders',
  title: 'Orders by days since the customer’s order before',
  route: '/api/customers/time-between-orders',
  query: TimeBetweenOrdersQuery,
  columns: {
    days: { doc: 'Since the order before; 0: the same day', value: (row) => row.days },
    orders: { doc: 'With so many days; days without any are left out', value: (row) => row.orders },
  },
  async *parts(read, query) {
    const { histogram, metadata } = await read((trx) => readTimeBetweenOrders(trx, query))
    yield { rows: histogram, range: metadata }
  },
})
