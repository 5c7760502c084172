import { type Bench, measure } from '../bench.ts'
import { percentile } from '../percentile.ts'
import { addDemoShop, startDemoShopify } from '../sync/product/demo-shop.ts'
import { serverVersion } from '../sync/product/server-version.ts'
import { startProduct } from '../sync/product/start-product.ts'
import { openSession, readTotal } from './read-total.ts'
import { sendWebhook } from './send-webhook.ts'

/** Changed orders in a round. */
const CHANGES = 20

/** A change that is not seen by then is never seen. */
const PATIENCE_MS = 30_000

/**
 * From a change at Shopify to the new figure in an open dashboard: an order is edited, its webhook is
 * sent, and as the dashboard does, the event stream of the syncs is listened to and the figures are
 * asked for at each piece of news.
 */
export const latency: Bench = async ({ rounds }) => {
  const product = await startProduct()
  const shopify = await startDemoShopify(1)
  try {
    await product.startWorker(shopify.origin)
    const [{ url }, shop] = await Promise.all([product.startApi(), addDemoShop(product, shopify)])
    const page = await openPage(url)
    const orders = [...(shopify.world.shops.get(shop.shopDomain)?.orders.values() ?? [])].filter(
      ({ cancelledAt, test }) => cancelledAt === null && !test,
    )
    const all: number[][] = []
    for (let round = 0; round < rounds; round += 1) {
      const times: number[] = []
      for (let change = 0; change < CHANGES; change += 1) {
        const id = orders[(round * CHANGES + change) * 37 + 11]?.id ?? 0
        const seen = page.nextTotal()
        const startedAt = performance.now()
        await fetch(`${shopify.control}/_control/edit`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ shop: shop.shopDomain, order: id }),
        })
        await sendWebhook(url, { shop: shop.shopDomain, topic: 'orders/updated', body: { id } })
        await seen
        times.push(performance.now() - startedAt)
      }
      all.push(times)
    }
    page.close()
    const at = (share: number) => all.map((times) => percentile(times, share))
    return {
      about: `A changed order of ${orders.length} until an open dashboard has the new total, ${rounds * CHANGES} times`,
      measures: [
        measure('p50', 'ms', at(0.5)),
        measure('p95', 'ms', at(0.95)),
        measure('the longest', 'ms', at(1)),
      ],
      ratios: [{ name: 'p95 of all, ms', value: percentile(all.flat(), 0.95), atMost: 2_000 }],
      postgres: await serverVersion(product.ownerUrl),
    }
  } finally {
    await product.stop()
    await shopify.stop()
  }
}

/** An open page: the event stream, and the figures asked for anew when it says something. */
async function openPage(url: string) {
  const headers = await openSession(url)
  let total = await readTotal(url, headers)
  let waiting: (() => void) | undefined
  const stopping = new AbortController()
  const stream = await fetch(`${url}/api/sync/events`, { headers, signal: stopping.signal })
  const listen = async (): Promise<void> => {
    for await (const _ of stream.body ?? []) {
      const now = await readTotal(url, headers)
      if (now === total) continue
      total = now
      waiting?.()
    }
  }
  void listen().catch(() => undefined)
  return {
    /** Resolves when the page has another total than now. */
    nextTotal: () =>
      new Promise<void>((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error('A change was not seen.')), PATIENCE_MS)
        waiting = () => {
          clearTimeout(patience)
          resolve()
        }
      }),
    close: () => stopping.abort(),
  }
}
