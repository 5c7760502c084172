import { createDb, createTenant, inTenant, type Db } from '@tidemark/db'
import {
  ingestCustomers,
  ingestOrders,
  refreshRollups,
  saveShopInfo,
  type CustomerInput,
  type OrderInput,
} from '@tidemark/db/ingest'
import { measure, percentiles, type Measure, type Ratio } from '../../bench.ts'
import { percentile } from '../../percentile.ts'
import { asOwner } from '../../sync/backfill/database.ts'
import { createRandom } from '../../sync/backfill/random.ts'
import { endOfLog, readDurations } from '../readings/read-durations.ts'
import type { Served } from '../readings/measure-readings.ts'
import { orderedAgain, refunded, spentMore } from './changed-orders.ts'
import { loadCustomers } from './load-customers.ts'
import { loadOrders } from './load-orders.ts'

/** The two parts of a sync's writing, seconds. */
interface WriteTime {
  ingest: number
  drain: number
}

/** Orders, or customers, that one transaction writes. */
const BATCH = 1_000
/** Orders of a first sync, and of a later one that finds half as many new and half refunded. */
const FIRST_SYNC = 50_000
const LATER_SYNC = 5_000
const ONE_BY_ONE = 300

interface Place extends Served {
  orders: number
}

/** What keeping the rollups fresh costs, beside writing what a sync has read. */
export async function measureWrites(
  place: Place,
): Promise<{ measures: Measure[]; ratios: Ratio[] }> {
  const single = await drainOneByOne(place, ONE_BY_ONE)
  const first = await syncFirst(place, FIRST_SYNC)
  const later = await syncChanges(place, LATER_SYNC)
  return {
    measures: [
      ...percentiles('one changed order, drained', single, 'of the large shop'),
      measure(`first sync of ${FIRST_SYNC} orders: writing`, 's', [first.ingest]),
      measure(`first sync of ${FIRST_SYNC} orders: rollups`, 's', [first.drain]),
      measure(`sync of ${LATER_SYNC} changes, large shop: writing`, 's', [later.ingest]),
      measure(`sync of ${LATER_SYNC} changes, large shop: rollups`, 's', [later.drain]),
    ],
    ratios: [
      { name: 'one changed order, drained: p50, ms', value: percentile(single, 0.5), atMost: 10 },
      { name: "rollups' share of writing, first sync", value: shareOf(first), atMost: 0.25 },
      { name: "rollups' share of writing, large shop", value: shareOf(later), atMost: 0.25 },
    ],
  }
}

function shareOf({ ingest, drain: draining }: WriteTime): number {
  return draining / (ingest + draining)
}

/** What a sync has read, in the order in which it writes. */
interface Read {
  customers: readonly CustomerInput[]
  orders: readonly OrderInput[]
}

/** Writes customers and orders batch by batch into a shop, then brings its rollups up to date. */
async function writeAndDrain(db: Db, tenantId: string, read: Read): Promise<WriteTime> {
  const { customers, orders } = read
  const begun = performance.now()
  for (const batch of inBatches(customers))
    await inTenant(db, tenantId, (trx) => ingestCustomers(trx, batch))
  for (const batch of inBatches(orders))
    await inTenant(db, tenantId, (trx) => ingestOrders(trx, batch))
  const ingested = performance.now()
  await drain(db, tenantId)
  return { ingest: (ingested - begun) / 1_000, drain: (performance.now() - ingested) / 1_000 }
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  const starts = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, n) => n * BATCH)
  return starts.map((at) => items.slice(at, at + BATCH))
}

/** The first sync of a new shop: so many of the large one's orders, and who placed them. */
async function syncFirst(place: Place, count: number): Promise<WriteTime> {
  const { ownerUrl, appUrl, large } = place
  const read = await asOwner(ownerUrl, async (client) => {
    const orders = await loadOrders(client, large, { first: 1, count })
    return { orders, customers: await loadCustomers(client, large, orders) }
  })
  const db = createDb({ url: appUrl, poolSize: 1, queryTimeoutMs: 600_000 })
  const domain = `new-${Date.now()}.myshopify.com`
  const tenantId = await createTenant(db, { shopDomain: domain, name: 'New' })
  const shop = { name: 'New', currencyCode: 'USD', timeZone: 'America/New_York', plan: null }
  await inTenant(db, tenantId, async (trx) => {
    await saveShopInfo(trx, { ...shop, readAt: '2026-11-26T00:00:00Z' })
  })
  const time = await writeAndDrain(db, tenantId, read)
  await db.destroy()
  return time
}

/**
 * A sync of the large shop that finds so many orders, half of them new, half refunded, and with them
 * their customers: at Shopify what these have spent has changed too.
 */
async function syncChanges(place: Place, count: number): Promise<WriteTime> {
  const { ownerUrl, appUrl, large: tenantId, orders } = place
  const first = orders - count + 1
  const stored = await asOwner(ownerUrl, async (client) => {
    const found = await loadOrders(client, tenantId, { first, count })
    return { orders: found, customers: await loadCustomers(client, tenantId, found) }
  })
  const changed = {
    customers: stored.customers.map(spentMore),
    orders: stored.orders.map((order, at) =>
      at % 2 === 0 ? refunded(order) : orderedAgain(order, String(2 * orders + at)),
    ),
  }
  const db = createDb({ url: appUrl, poolSize: 1, queryTimeoutMs: 600_000 })
  const time = await writeAndDrain(db, tenantId, changed)
  await db.destroy()
  return time
}

/** One order after another is refunded and drained; the drain's time in Postgres, ms. */
async function drainOneByOne(place: Place, times: number): Promise<number[]> {
  const { ownerUrl, appUrl, large: tenantId, orders, logFile } = place
  const ingesting = createDb({ url: appUrl, poolSize: 1 })
  const draining = createDb({ url: appUrl, poolSize: 1, applicationName: 'one changed order' })
  await drain(draining, tenantId)
  const random = createRandom(5)
  const from = endOfLog(logFile)
  for (let done = 0; done < times; done += 1) {
    const first = random.int(1, Math.floor(orders * 0.9))
    const stored = await asOwner(ownerUrl, (client) =>
      loadOrders(client, tenantId, { first, count: 1 }),
    )
    await inTenant(ingesting, tenantId, (trx) => ingestOrders(trx, stored.map(refunded)))
    await inTenant(draining, tenantId, (trx) => refreshRollups(trx))
  }
  await ingesting.destroy()
  await draining.destroy()
  const found = readDurations(logFile, from).get('one changed order') ?? []
  return found.map((one) => one.all)
}

/** Until no mark is left, each time in a transaction of its own, as the worker does it. */
export async function drain(db: Db, tenantId: string): Promise<void> {
  let remaining = 1
  while (remaining > 0) {
    remaining = (await inTenant(db, tenantId, (trx) => refreshRollups(trx))).remaining
  }
}
