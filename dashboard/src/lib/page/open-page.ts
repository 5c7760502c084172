import type { ShopResponse } from '@tidemark/api/contract'
import { forTenant } from '../api/for-tenant.ts'
import { dayIn, type Day } from '../range/day.ts'
import { readView, type View } from '../view/view.ts'

interface PageEvent {
  fetch: typeof globalThis.fetch
  url: URL
  parent: () => Promise<{ shop: ShopResponse }>
}

/** What the load of every page of figures begins with. */
export interface OpenPage {
  /** Asks about the shop that this page is about, whatever another tab has chosen since. */
  fetch: typeof globalThis.fetch
  shop: ShopResponse
  view: View
  /** The shop's. */
  today: Day
}

export async function openPage({ fetch, url, parent }: PageEvent): Promise<OpenPage> {
  const { shop } = await parent()
  const today = dayIn(shop.timeZone ?? 'UTC', Date.now())
  return {
    fetch: forTenant(fetch, shop.id),
    shop,
    view: readView(url.searchParams, today, shop.firstOrderDay, shop.usualReversals),
    today,
  }
}
