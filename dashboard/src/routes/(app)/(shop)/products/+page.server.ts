import { fetchProducts } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { listingQuery, readListing } from '#lib/products/listing.ts'
import { compareQuery, daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** The first page of the products, in the order that the address asks for. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url, parent })
  const listing = readListing(url.searchParams)
  const query = {
    ...daysOf(view),
    reversals: view.reversals,
    ...compareQuery(view),
    ...listingQuery(listing),
  }
  const products = await soon(fetchProducts(fetch, { ...query, limit: '50' }))
  return { view, listing, query, products: products.value }
}
