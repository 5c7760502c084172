import { openPage } from '#lib/page/open-page.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { view } = await openPage({ fetch: anyShop, url, parent })
  return { view }
}
