import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { inTenant } from '@tidemark/db'
import { countMirrored } from '@tidemark/db/ingest'
import { type Bench, type BenchResult, measure, type Measure } from '../../bench.ts'
import { addDemoShop, operate, startDemoShopify } from '../product/demo-shop.ts'
import { memoryOf } from '../product/process-usage.ts'
import { serverVersion } from '../product/server-version.ts'
import { type Product, startProduct } from '../product/start-product.ts'
import { copyShop } from './copy-shop.ts'
import { forkShopify } from './fork-shopify.ts'
import { type Sweep, syncAll } from './sync-all.ts'

const SHOPS = 1_000

/** About 200 orders in each shop. */
const SCALE = 0.01

/** A Shopify that answers at once would make the worker's slots look better than they are. */
const ANSWER_MS = 100

/** 1,000 shops due at once with nothing new, one worker process, everything on this machine. */
export const thousandShops: Bench = ({ rounds }) => syncShops(SHOPS, rounds)

export async function syncShops(count: number, rounds: number): Promise<BenchResult> {
  const product = await startProduct()
  try {
    const { shops, shop } = await prepareShops(product, count)
    const shopify = await forkShopify({ answerMs: ANSWER_MS, ...shop })
    const worker = await product.startWorker(shopify.origin)
    await untilScheduled(product, count + 1)
    const idleMB = memoryOf(worker.pid).nowMB
    const pids = {
      ...product.pids,
      worker: worker.pid,
      shopify: shopify.pid,
      bench: process.pid,
    }
    const sweeps: Sweep[] = []
    for (let round = 1; round <= rounds; round++) {
      sweeps.push(await syncAll(product.temporal, product.ownerUrl, shops, pids))
    }
    const requests = Object.values(await shopify.countAnswered()).reduce((a, b) => a + b, 0)
    shopify.stop()
    return {
      about: `${count} shops of ${shop.counts.orders} orders due at once with nothing new, one worker process`,
      ...report(sweeps, { idleMB, count, requests: requests / (count * rounds) }),
      postgres: await serverVersion(product.ownerUrl),
    }
  } finally {
    await product.stop()
  }
}

/** One demo shop, synced by the product itself, and its copies. */
async function prepareShops(product: Product, count: number) {
  const standIn = await startDemoShopify(SCALE)
  const worker = await product.startWorker(standIn.origin)
  const { tenantId, shopDomain } = await addDemoShop(product, standIn)
  await worker.stop()
  const [state] = standIn.world.shops.values()
  if (state === undefined) throw new Error(`The stand-in has no ${shopDomain}`)
  const { name, currencyCode, ianaTimezone } = state.shop
  await standIn.stop()
  return await operate(product, standIn.origin, async (operator) => ({
    shops: await copyShop(product.ownerUrl, operator, { tenantId, count }),
    shop: {
      shop: { name, currencyCode, ianaTimezone, plan: 'Basic' },
      counts: await inTenant(operator.db, tenantId, countMirrored),
    },
  }))
}

/** A worker that starts gives every shop its schedule; that is not what is measured here. */
async function untilScheduled({ temporal }: Product, wanted: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    let found = 0
    for await (const _schedule of temporal.schedule.list({ pageSize: 1_000 })) found += 1
    if (found >= wanted) return
    await sleep(500)
  }
  throw new Error('The worker did not make a schedule for every shop.')
}

function report(
  sweeps: readonly Sweep[],
  { count, idleMB, requests }: { count: number; idleMB: number; requests: number },
) {
  const cores = availableParallelism()
  const perSync = (name: keyof Sweep['cpu']): number[] =>
    sweeps.map(({ cpu }) => (cpu[name] / count) * 1_000)
  const ours = sweeps.map(({ cpu: { worker, temporal, postgres, shopify, bench } }) => {
    return worker + temporal + postgres + shopify + bench
  })
  const perMinute = measure(
    'syncs a minute',
    'count',
    sweeps.map(({ seconds }) => (count / seconds) * 60),
    'from the first launch to the last commit',
  )
  const measures: Measure[] = [
    perMinute,
    measure('CPU of a sync: worker', 'ms', perSync('worker')),
    measure('CPU of a sync: Temporal', 'ms', perSync('temporal'), 'dev server, in memory'),
    measure('CPU of a sync: Postgres', 'ms', perSync('postgres')),
    measure('CPU of a sync: the Shopify of this bench', 'ms', perSync('shopify')),
    measure('CPU of a sync: the bench, launching', 'ms', perSync('bench')),
    measure(
      'share of all CPU time used by these',
      'count',
      sweeps.map(({ seconds }, at) => (ours[at] ?? 0) / seconds / cores),
      `${cores} cores`,
    ),
    measure(
      'share used by other programs',
      'count',
      sweeps.map(({ seconds, cpu }) => cpu.others / seconds / cores),
    ),
    measure(
      'syncs a minute that the CPU allows',
      'count',
      ours.map((seconds) => (60 * cores * count) / seconds),
      'computed: with all cores for these processes alone',
    ),
    measure(
      'load average',
      'count',
      sweeps.map(({ load }) => load),
    ),
    measure('requests to Shopify, of a sync', 'count', [requests]),
    measure('worker, idle', 'MB', [idleMB], 'with a schedule for every shop'),
    measure(
      'worker, peak',
      'MB',
      sweeps.map(({ workerPeakMB }) => workerPeakMB),
    ),
  ]
  return {
    measures,
    ratios: [{ name: 'syncs a minute', value: perMinute.median, atLeast: 300 }],
  }
}
