import { fetchCustomerDrift, fetchCustomers } from '#lib/api/routes.ts'
import { readSort } from '#lib/list/sort.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import type { PageServerLoad } from './$types'

const columns = ['lifetimeValue', 'orders', 'lastOrder', 'firstOrder', 'difference'] as const

/** The leaderboard's first page, and how far Shopify's own figures are behind. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url, parent })
  const search = (url.searchParams.get('search') ?? '').trim().slice(0, 100)
  const sort = readSort(url.searchParams, columns, { by: 'lifetimeValue', direction: 'desc' })
  const query = {
    sort: sort.by,
    direction: sort.direction,
    ...(search ? { search } : {}),
  }
  const [customers, drift] = await Promise.all([
    soon(fetchCustomers(fetch, { ...query, limit: '50' })),
    soon(fetchCustomerDrift(fetch, { limit: '1' })),
  ])
  return { view, search, sort, query, customers: customers.value, drift: drift.value }
}
