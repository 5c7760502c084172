import { error } from '@sveltejs/kit'
import { fetchOrder } from '#lib/api/routes.ts'
import { openPage } from '#lib/page/open-page.ts'
import type { PageServerLoad } from './$types'

/** One order. Waited for, so that one that does not exist is answered as such. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, params, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch } = await openPage({ fetch: anyShop, url, parent })
  const order = await fetchOrder(fetch, params.id)
  if (!order.ok && order.failure.status === 404) error(404, order.failure.sentence)
  return { order, id: params.id }
}
