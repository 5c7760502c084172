import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, measure } from '../bench.ts'
import { percentile } from '../percentile.ts'
import { addDemoShop, startDemoShopify } from '../sync/product/demo-shop.ts'
import { serverVersion } from '../sync/product/server-version.ts'
import { startProduct } from '../sync/product/start-product.ts'
import { type Sent, sendWebhook } from './send-webhook.ts'

/** An order's payload as Shopify sends it whole is some kilobytes. */
const PADDING = 'x'.repeat(4_000)

/**
 * 200 webhooks a second for a minute, then ten times that for five seconds, of one shop whose worker
 * reads what they name, all on this machine, the sender too. Sent at their time whether or not the
 * ones before have been answered.
 */
export const load: Bench = async () => {
  const product = await startProduct()
  const shopify = await startDemoShopify(0.05)
  try {
    await product.startWorker(shopify.origin)
    const [{ url }, shop] = await Promise.all([product.startApi(), addDemoShop(product, shopify)])
    const ids = [...(shopify.world.shops.get(shop.shopDomain)?.orders.keys() ?? [])]
    let n = 0
    const one = (): Promise<Sent> => {
      n += 1
      const body = { id: ids[n % ids.length], note: PADDING }
      return sendWebhook(url, { shop: shop.shopDomain, topic: 'orders/updated', body })
    }
    const steady = await send(one, 200, 60)
    const step = await send(one, 2_000, 5)
    const ms = (sent: readonly Sent[], share: number) =>
      percentile(
        sent.map((answer) => answer.ms),
        share,
      )
    const bad = (sent: readonly Sent[]) => sent.filter(({ status }) => status !== 200).length
    const late = (sent: readonly Sent[]) => sent.filter((answer) => answer.ms > 5_000).length
    return {
      about: `${steady.length} webhooks at 200 a second, then ${step.length} at 2,000 a second`,
      measures: [
        measure('200 a second, p50', 'ms', [ms(steady, 0.5)]),
        measure('200 a second, p99', 'ms', [ms(steady, 0.99)]),
        measure('200 a second, the longest', 'ms', [ms(steady, 1)]),
        measure('200 a second, not 200', 'count', [bad(steady)]),
        measure('2,000 a second, p50', 'ms', [ms(step, 0.5)]),
        measure('2,000 a second, p99', 'ms', [ms(step, 0.99)]),
        measure('2,000 a second, the longest', 'ms', [ms(step, 1)]),
        measure('2,000 a second, not 200', 'count', [bad(step)]),
        measure('2,000 a second, later than 5 s', 'count', [late(step)]),
      ],
      ratios: [
        { name: '200 a second, p99, ms', value: ms(steady, 0.99), atMost: 500 },
        {
          name: 'refused or later than 5 s',
          value: bad(steady) + bad(step) + late(step),
          atMost: 0,
        },
      ],
      postgres: await serverVersion(product.ownerUrl),
    }
  } finally {
    await product.stop()
    await shopify.stop()
  }
}

/** Sends so many a second, in slices of ten milliseconds. */
async function send(one: () => Promise<Sent>, rate: number, seconds: number): Promise<Sent[]> {
  const sent: Promise<Sent>[] = []
  const startedAt = performance.now()
  for (const total = rate * seconds; sent.length < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * rate))
    while (sent.length < due) sent.push(one())
    await sleep(10)
  }
  return await Promise.all(sent)
}
