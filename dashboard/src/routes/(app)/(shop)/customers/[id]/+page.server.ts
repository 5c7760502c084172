import { error } from '@sveltejs/kit'
import { fetchCustomer } from '#lib/api/routes.ts'
import { openPage } from '#lib/page/open-page.ts'
import type { PageServerLoad } from './$types'

/** One customer. Waited for, so that one that does not exist is answered as such. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, params, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view, today } = await openPage({ fetch: anyShop, url, parent })
  const query = { reversals: view.reversals }
  const customer = await fetchCustomer(fetch, params.id, { ...query, limit: '50' })
  if (!customer.ok && customer.failure.status === 404) error(404, customer.failure.sentence)
  return { customer, query, today }
}
