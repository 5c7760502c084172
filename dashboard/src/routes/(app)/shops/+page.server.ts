import { fail, redirect } from '@sveltejs/kit'
import { chooseTenant, fetchShops } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { dayIn } from '#lib/range/day.ts'
import { readText } from '#lib/session/form-text.ts'
import { signInPath } from '#lib/session/next.ts'
import { pageOfShop } from '#lib/shops/page-of-shop.ts'
import { readShopsRange, shopsQuery } from '#lib/shops/range.ts'
import { carriedQuery } from '#lib/view/address.ts'
import type { Actions, PageServerLoad } from './$types'

/** All shops of the account. Their search and order are the browser's own: nothing is asked anew. */
export const load: PageServerLoad = async ({ fetch, url, depends, parent }) => {
  depends('tidemark:shops')
  const { session } = await parent()
  const range = readShopsRange(url.searchParams, dayIn('UTC', Date.now()))
  if (session.tenants.length === 0) return { range, shops: null }
  const shops = await soon(fetchShops(fetch, shopsQuery(range, url.searchParams)))
  return { range, shops: shops.value }
}

export const actions: Actions = {
  /** From now on the session looks at this shop, and so does the next page. */
  choose: async ({ request, fetch, url }) => {
    const form = await request.formData()
    const answer = await chooseTenant(fetch, readText(form, 'tenantId'))
    const carried = carriedQuery(url.searchParams)
    if (answer.ok) redirect(303, `${pageOfShop(readText(form, 'to'))}${carried}`)
    const { status, sentence } = answer.failure
    if (status === 401) redirect(303, signInPath({ pathname: url.pathname, search: carried }))
    return fail(status >= 400 ? status : 503, { sentence })
  },
}
