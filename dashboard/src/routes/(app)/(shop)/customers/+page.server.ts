import { fetchCustomerDrift, fetchCustomers, fetchRfm } from '#lib/api/routes.ts'
import { groupSorts, readGroup } from '#lib/customers/rfm-names.ts'
import { readSort } from '#lib/list/sort.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import type { PageServerLoad } from './$types'

const columns = [...groupSorts, 'firstOrder', 'difference'] as const

/**
 * The first page of the leaderboard, or of one group with what there is to say of it, and how far
 * Shopify's own figures are behind.
 */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url, parent })
  const search = (url.searchParams.get('search') ?? '').trim().slice(0, 100)
  const group = readGroup(url.searchParams)
  const sort = readSort(url.searchParams, group ? groupSorts : columns, {
    by: 'lifetimeValue',
    direction: 'desc',
  })
  const query = {
    sort: sort.by,
    direction: sort.direction,
    ...(search ? { search } : {}),
    ...(group ? { group } : {}),
  }
  const [customers, drift, rfm] = await Promise.all([
    soon(fetchCustomers(fetch, { ...query, limit: '50' })),
    soon(fetchCustomerDrift(fetch, { limit: '1' })),
    group ? soon(fetchRfm(fetch)) : undefined,
  ])
  return {
    view,
    search,
    group,
    sort,
    query,
    customers: customers.value,
    drift: drift.value,
    rfm: rfm?.value,
  }
}
