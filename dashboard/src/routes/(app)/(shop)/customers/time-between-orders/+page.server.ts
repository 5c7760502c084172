import { fetchTimeBetweenOrders } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url, parent })
  const query = daysOf(view)
  const times = await soon(fetchTimeBetweenOrders(fetch, query))
  return { view, query, times: times.value }
}
