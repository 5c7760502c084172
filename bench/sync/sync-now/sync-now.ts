import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, measure } from '../../bench.ts'
import { addDemoShop, type DemoShop, startDemoShopify } from '../product/demo-shop.ts'
import { percentile } from '../../percentile.ts'
import { serverVersion } from '../product/server-version.ts'
import { type Product, startProduct } from '../product/start-product.ts'
import { type Merchant, signIn } from './merchant.ts'
import { readActivities } from './read-activities.ts'
import { splitTime, type Stretch } from './split-time.ts'

/** Changed orders in a round. */
const CHANGES = 15

/** Between two looks of the merchant. */
const LOOK_MS = 20

/** A change that is not seen by then is never seen. */
const PATIENCE_MS = 60_000

/** Where the time of one Sync Now went, ms. */
type Shares = Record<
  'whole' | 'api' | 'shopify' | 'reading' | 'aggregating' | 'temporal' | 'seeing',
  number
>

/**
 * From the click to the new total: an order of a demo shop of its full size is edited in Shopify,
 * Sync Now is asked of the API, and the API is asked until no sync runs and the figures have moved.
 */
export const syncNow: Bench = async ({ rounds }) => {
  const product = await startProduct()
  const answers: Stretch[] = []
  const standIn = await startDemoShopify(1, (line) => noteAnswer(answers, line))
  try {
    await product.startWorker(standIn.origin)
    const [{ url }, shop] = await Promise.all([product.startApi(), addDemoShop(product, standIn)])
    const merchant = await signIn(url)
    const state = standIn.world.shops.get(shop.shopDomain)
    const orders = [...(state?.orders.values() ?? [])].filter(
      ({ cancelledAt, test }) => cancelledAt === null && !test,
    )

    const all: Shares[][] = []
    for (let round = 0; round < rounds; round++) {
      const shares: Shares[] = []
      for (let change = 0; change < CHANGES; change++) {
        const order = orders[(round * CHANGES + change) * 37 + 11]
        await editOrder(shop, order?.id)
        shares.push(await measureOnce(product, merchant, answers))
      }
      all.push(shares)
    }
    await expectTruth(shop, merchant)

    const perRound = (share: number, value: (one: Shares) => number): number[] =>
      all.map((shares) => percentile(shares.map(value), share))
    const ours = (one: Shares): number => one.whole - one.shopify
    const every = all.flat()
    const p95 = percentile(every.map(ours), 0.95)
    const part = (name: keyof Shares, label: string, note?: string) =>
      measure(
        `  of p50: ${label}`,
        'ms',
        perRound(0.5, (one) => one[name]),
        note,
      )
    return {
      about: `Sync Now after one changed order of ${orders.length}, ${every.length} times, until the API shows the new total`,
      measures: [
        measure(
          'whole, p50',
          'ms',
          perRound(0.5, (one) => one.whole),
        ),
        measure(
          'whole, p95',
          'ms',
          perRound(0.95, (one) => one.whole),
        ),
        measure('beyond Shopify, p50', 'ms', perRound(0.5, ours), WITHOUT_SHOPIFY),
        measure('beyond Shopify, p95', 'ms', perRound(0.95, ours)),
        measure('beyond Shopify, the longest', 'ms', [Math.max(...every.map(ours))]),
        part('shopify', "Shopify's answers"),
        part('api', 'API, until the workflow has begun'),
        part('temporal', 'Temporal', 'tasks handed out, workflow code, the two local activities'),
        part('reading', 'activities that read, without Shopify'),
        part('aggregating', 'aggregation'),
        part('seeing', 'until the API was asked again', `every ${LOOK_MS} ms`),
      ],
      ratios: [{ name: 'p95 beyond Shopify, ms', value: p95, atMost: 1_000 }],
      postgres: await serverVersion(product.ownerUrl),
    }
  } finally {
    await product.stop()
    await standIn.stop()
  }
}

const WITHOUT_SHOPIFY =
  'the time in which the stand-in was answering at least one request is left out'

/** The stand-in's line for a request: `POST /… 200 12 ms`, said when the answer is out. */
function noteAnswer(answers: Stretch[], line: string): void {
  const [, took] = /^POST \S+\/graphql\.json \d+ (\d+) ms$/.exec(line) ?? []
  if (took === undefined) return
  const to = now()
  answers.push({ from: to - Number(took), to })
}

async function measureOnce(
  { temporal }: Product,
  merchant: Merchant,
  answers: Stretch[],
): Promise<Shares> {
  const before = await merchant.readTotal()
  answers.length = 0
  const from = now()
  const { workflowId, runId } = await merchant.syncNow()
  while ((await merchant.readTotal()) === before || (await merchant.isSyncing())) {
    if (now() - from > PATIENCE_MS) throw new Error(`The total is ${before} still.`)
    await sleep(LOOK_MS)
  }
  const to = now()
  const run = await readActivities(temporal, workflowId, runId)
  const { shopify, aggregating, reading, rest } = splitTime(run, {
    aggregating: run.aggregating,
    shopify: answers,
    reading: run.reading,
  })
  const api = run.from - from
  return {
    whole: to - from,
    api,
    shopify,
    reading,
    aggregating,
    temporal: rest,
    seeing: to - run.to,
  }
}

const now = (): number => performance.timeOrigin + performance.now()

async function editOrder({ shopify, shopDomain }: DemoShop, order: number | undefined) {
  const response = await fetch(`${shopify.control}/_control/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shop: shopDomain, order: String(order) }),
  })
  if (!response.ok) throw new Error(`The order was not edited: ${await response.text()}`)
}

/** What was shown so quickly must be right too. */
async function expectTruth({ shopify, shopDomain }: DemoShop, merchant: Merchant): Promise<void> {
  const response = await fetch(`${shopify.control}/_truth?shop=${shopDomain}`)
  const { stats } = (await response.json()) as { stats: { totalRevenue: string } }
  const shown = await merchant.readTotal()
  if (Number(shown) !== Number(stats.totalRevenue)) {
    throw new Error(`The total is ${shown}, and should be ${stats.totalRevenue}.`)
  }
}
