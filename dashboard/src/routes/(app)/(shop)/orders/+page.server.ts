import { fetchOrderList } from '#lib/api/routes.ts'
import { readSort } from '#lib/list/sort.ts'
import { soon } from '#lib/loading/soon.ts'
import { readOrdersQuery, withDays } from '#lib/orders/query.ts'
import { openPage } from '#lib/page/open-page.ts'
import { daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** The first page of the orders; further ones are read as one scrolls. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url: withDays(url), parent })
  const sort = readSort(url.searchParams, ['processedAt', 'currentTotal'], {
    by: 'processedAt',
    direction: 'desc',
  })
  const query = {
    ...daysOf(view),
    ...readOrdersQuery(url.searchParams),
    sort: sort.by,
    direction: sort.direction,
  }
  const orders = await soon(fetchOrderList(fetch, { ...query, limit: '50' }))
  return { view, query, sort, orders: orders.value }
}
