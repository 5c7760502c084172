import type { Answer } from '../api/answer.ts'
import { fetchProduct, fetchSales, type Query } from '../api/routes.ts'
import type { Split } from './split.ts'

/** One value of a split over time. */
export interface Series {
  key: string
  name: string
  /** Exact amounts, one for each bucket: total sales, by product net sales. */
  amounts: string[]
}

/** The largest values one by one; as many as a stack can still be read by, with what is left over. */
const most = 5

/**
 * The largest values of a split over time, and of the API's long answer only what a chart draws.
 * `query` has both days and the interval.
 */
export async function readSeries(
  fetch: typeof globalThis.fetch,
  by: Split,
  query: Query,
): Promise<Answer<Series[]>> {
  if (by === 'product') return await readProductSeries(fetch, query)
  const answer = await fetchSales(fetch, { ...query, by })
  if (!answer.ok) return answer
  return {
    ok: true,
    value: answer.value.rows.slice(0, most).map(({ key, name, history = [] }) => ({
      key: key ?? '',
      name,
      amounts: history.map(({ totalSales }) => totalSales.amount),
    })),
  }
}

/** Each product has a history of its own. */
async function readProductSeries(
  fetch: typeof globalThis.fetch,
  { interval = 'day', ...query }: Query,
): Promise<Answer<Series[]>> {
  const answer = await fetchSales(fetch, { ...query, by: 'product', limit: String(most) })
  if (!answer.ok) return answer
  const top = answer.value.rows.filter(({ kind, key }) => kind === 'value' && key !== null)
  const products = await Promise.all(
    top.map(({ key }) => fetchProduct(fetch, key ?? '', { ...query, interval })),
  )
  const series: Series[] = []
  for (const [index, product] of products.entries()) {
    if (!product.ok) return product
    series.push({
      key: product.value.product.id,
      name: top[index]?.name ?? '',
      amounts: product.value.history.map(({ netSales }) => netSales.amount),
    })
  }
  return { ok: true, value: series }
}
