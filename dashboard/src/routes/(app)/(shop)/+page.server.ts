import {
  fetchOrders,
  fetchProducts,
  fetchSales,
  fetchStats,
  fetchTopCustomers,
} from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { compareQuery, daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** The overview's numbers. What is slow is streamed, what fails says so in its own place. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view, today } = await openPage({ fetch: anyShop, url, parent })
  const { from, to, interval } = view.range
  const query = { from, to, interval, reversals: view.reversals }
  const compare = compareQuery(view)
  const [stats, orders, byCustomers, products, customers] = await Promise.all([
    soon(fetchStats(fetch, { ...daysOf(view), reversals: view.reversals, ...compare })),
    soon(fetchOrders(fetch, { ...query, ...compare })),
    soon(fetchSales(fetch, { ...query, by: 'customerType' })),
    soon(fetchProducts(fetch, { from, to, reversals: view.reversals, limit: '6' })),
    soon(fetchTopCustomers(fetch, 6)),
  ])
  return {
    view,
    query,
    today,
    numbers: {
      stats: stats.value,
      orders: orders.value,
      byCustomers: byCustomers.value,
      products: products.value,
      customers: customers.value,
    },
  }
}
