import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, measure } from '../bench.ts'
import { percentile } from '../percentile.ts'
import { addDemoShop, startDemoShopify } from '../sync/product/demo-shop.ts'
import { serverVersion } from '../sync/product/server-version.ts'
import { startProduct } from '../sync/product/start-product.ts'
import { openSession, readTotal } from './read-total.ts'
import { type Sent, sendWebhook } from './send-webhook.ts'

/** An order's payload as Shopify sends it whole is some kilobytes. */
const PADDING = 'x'.repeat(4_000)

/** Orders that really change before either, and that nothing but the webhooks tells of. */
const CHANGES = 100

/** What is not mirrored by then is not mirrored. */
const PATIENCE_MS = 120_000

/**
 * 200 webhooks a second for a minute, then ten times that for five seconds, of one shop whose worker
 * reads what they name, all on this machine, the sender too. Sent at their time whether or not the
 * ones before have been answered; and at the end the mirror's total is the shop's own.
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
    const headers = await openSession(url)
    await edit(shopify.control, shop.shopDomain, ids.slice(0, CHANGES))
    const steady = await send(one, 200, 60)
    await edit(shopify.control, shop.shopDomain, ids.slice(-CHANGES))
    const truth = await readTruth(shopify.control, shop.shopDomain)
    if ((await readTotal(url, headers)) === truth) throw new Error('Nothing has changed.')
    const step = await send(one, 2_000, 5)
    const endedAt = performance.now()
    while ((await readTotal(url, headers)) !== truth) {
      if (performance.now() - endedAt > PATIENCE_MS) throw new Error('The total is not the shop’s.')
      await sleep(100)
    }
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
        measure('the total is the shop’s, after', 'ms', [performance.now() - endedAt]),
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

async function edit(control: string, shop: string, orders: readonly number[]): Promise<void> {
  for (const order of orders) {
    await fetch(`${control}/_control/edit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ shop, order }),
    })
  }
}

/** The shop's total by its own account. */
async function readTruth(control: string, shop: string): Promise<string> {
  const { stats } = (await (await fetch(`${control}/_truth?shop=${shop}`)).json()) as {
    stats: { totalRevenue: string }
  }
  return stats.totalRevenue
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
