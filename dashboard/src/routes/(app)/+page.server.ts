import { forTenant } from '#lib/api/for-tenant.ts'
import { fetchOrders, fetchStats, fetchTopCustomers } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { dayIn } from '#lib/range/day.ts'
import { daysBefore, readRange } from '#lib/range/range.ts'
import type { PageServerLoad } from './$types'

/** The overview's numbers. What is slow is streamed, what fails says so in its own place. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { shop, session } = await parent()
  const timeZone = shop?.timeZone ?? 'UTC'
  const today = dayIn(timeZone, Date.now())
  const range = readRange(url.searchParams, today, shop?.firstOrderDay ?? null)
  if (shop === null || session.tenantId === null) return { range, today, timeZone, numbers: null }

  const fetch = forTenant(anyShop, session.tenantId)
  const days = { from: range.from, to: range.to }
  const before = daysBefore(range)
  const [stats, orders, ordersBefore, customers] = await Promise.all([
    soon(fetchStats(fetch, range.preset === 'all' ? {} : days)),
    soon(fetchOrders(fetch, days, range.interval)),
    before && soon(fetchOrders(fetch, before, range.interval)),
    soon(fetchTopCustomers(fetch, 10)),
  ])
  return {
    range,
    today,
    timeZone,
    numbers: {
      shopId: shop.id,
      stats: stats.value,
      orders: orders.value,
      ordersBefore: ordersBefore?.value ?? null,
      customers: customers.value,
    },
  }
}
