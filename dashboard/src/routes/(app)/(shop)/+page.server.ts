import { fetchOrders, fetchStats, fetchTopCustomers } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { compareQuery, daysOf, figuresQuery } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** The overview's numbers. What is slow is streamed, what fails says so in its own place. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view, today } = await openPage({ fetch: anyShop, url, parent })
  const { from, to, interval } = view.range
  const counted = { ...figuresQuery(view), ...compareQuery(view) }
  const [stats, orders, customers] = await Promise.all([
    soon(fetchStats(fetch, { ...daysOf(view), ...counted })),
    soon(fetchOrders(fetch, { from, to, interval, ...counted })),
    soon(fetchTopCustomers(fetch, 10)),
  ])
  return {
    view,
    today,
    numbers: { stats: stats.value, orders: orders.value, customers: customers.value },
  }
}
