import { fetchOrders, fetchProducts, fetchSales, fetchStats } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { readSeries } from '#lib/sales/series.ts'
import { readSplit, readStack } from '#lib/sales/split.ts'
import { compareQuery, daysOf, figuresQuery } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** What the sales were made of. What is slow is streamed, what fails says so in its own place. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view, today } = await openPage({ fetch: anyShop, url, parent })
  const { from, to, interval } = view.range
  const by = readSplit(url.searchParams)
  const all = url.searchParams.get('rows') === 'all'
  const counted = figuresQuery(view)
  const compare = compareQuery(view)
  const queries = {
    stats: { ...daysOf(view), ...counted, ...compare },
    orders: { from, to, interval, ...counted, ...compare },
    split: {
      by,
      ...daysOf(view),
      ...counted,
      ...(by === 'product' ? { limit: all ? '250' : '15' } : {}),
    },
    series: { by, from, to, interval, ...counted },
  }
  const divisible = by !== 'product' || Object.keys(view.filters).length === 0
  const { product } = view.filters
  const [stats, orders, split, series, title] = await Promise.all([
    soon(fetchStats(fetch, queries.stats)),
    soon(fetchOrders(fetch, queries.orders)),
    divisible ? soon(fetchSales(fetch, queries.split)) : { value: null },
    divisible ? soon(readSeries(fetch, by, { from, to, interval, ...counted })) : { value: null },
    product === undefined ? null : readTitle(fetch, product),
  ])
  return {
    view,
    today,
    by,
    stack: readStack(url.searchParams),
    all,
    called: title === null ? {} : { product: title },
    queries,
    numbers: {
      stats: stats.value,
      orders: orders.value,
      split: split.value,
      series: series.value,
    },
  }
}

/** What a product is called; null where that can't be known: its number then has to do. */
async function readTitle(fetch: typeof globalThis.fetch, product: string): Promise<string | null> {
  const answer = await fetchProducts(fetch, { product, limit: '1' })
  return answer.ok ? (answer.value.products[0]?.title ?? null) : null
}
