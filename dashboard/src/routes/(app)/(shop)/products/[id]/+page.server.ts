import { fetchProduct, fetchProducts } from '#lib/api/routes.ts'
import { expected } from '#lib/loading/expected.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { compareQuery, daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** One product. Without it there is no page, so the server waits for it. */
export const load: PageServerLoad = async ({ fetch: anyShop, params, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view, today } = await openPage({ fetch: anyShop, url, parent })
  const { from, to, interval } = view.range
  const query = { from, to, interval, reversals: view.reversals }
  const [product, earlier] = await Promise.all([
    fetchProduct(fetch, params.id, query),
    soon(
      fetchProducts(fetch, {
        ...daysOf(view),
        reversals: view.reversals,
        ...compareQuery(view),
        product: params.id,
        limit: '1',
      }),
    ),
  ])
  return {
    view,
    today,
    answer: expected(product),
    query: { ...query, id: params.id },
    earlier: earlier.value,
  }
}
