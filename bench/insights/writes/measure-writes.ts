import { createDb, createTenant, type Db, inTenant } from '@tidemark/db'
import { ingestOrders, refreshRollups, saveShopInfo } from '@tidemark/db/ingest'
import { drain } from '@tidemark/db/testing'
import { measure, median, percentiles, type Measure, type Ratio } from '../../bench.ts'
import { percentile } from '../../percentile.ts'
import { asOwner } from '../../sync/backfill/database.ts'
import { createRandom } from '../../sync/backfill/random.ts'
import { endOfLog, readDurations } from '../readings/read-durations.ts'
import type { Served } from '../readings/measure-readings.ts'
import { changeAll, refunded } from './changed-orders.ts'
import { loadCustomers } from './load-customers.ts'
import { loadOrders } from './load-orders.ts'
import { type Read, timeSync, type Way } from './time-sync.ts'

/** Orders of a first sync, which bulk operations read, a thousand in a transaction. */
const FIRST_SYNC = 50_000
/** Orders of a later one, half of them new and half refunded, which come in pages of Shopify's. */
const LATER_SYNC = 5_000
const BULK_ROOTS = 1_000
const PAGE = 250
const ONE_BY_ONE = 300
/** Where marks come and go. */
const MARKS = ['dirty_orders', 'counted_orders', 'counted_sales', 'uncompared_customers']
/** How often each sync is measured, with other orders, or in another new shop. */
const FIRST_ROUNDS = 3
const LATER_ROUNDS = 9

interface Place extends Served {
  orders: number
}

/** What keeping the rollups fresh costs, beside writing what a sync has read. */
export async function measureWrites(
  place: Place,
): Promise<{ measures: Measure[]; ratios: Ratio[] }> {
  const single = await drainOneByOne(place, ONE_BY_ONE)
  const read = await readForFirst(place)
  // A worker keeps its connections, and the plans that they have made.
  const db = createDb({ url: place.appUrl, poolSize: 2, queryTimeoutMs: 600_000 })
  const first = await compareWays(FIRST_ROUNDS, (way) => syncFirst(db, read, way))
  const later = await compareWays(LATER_ROUNDS, (way, turn) => syncChanges(db, place, turn, way))
  await db.destroy()
  return {
    measures: [
      ...percentiles('one changed order, drained', single, 'of the large shop'),
      ...toMeasures(`first sync of ${FIRST_SYNC} orders`, first),
      ...toMeasures(`sync of ${LATER_SYNC} changes, large shop`, later),
    ],
    ratios: [
      { name: 'one changed order, drained: p50, ms', value: percentile(single, 0.5), atMost: 10 },
      { name: "rollups' share of a first sync's writing", value: shareOf(first), atMost: 0.25 },
      { name: "rollups' share of a later sync's writing", value: shareOf(later), atMost: 0.25 },
    ],
  }
}

/** Seconds, a value for each round. */
interface Compared {
  /** Writing alone. */
  written: number[]
  /** With rollups that are fresh at the end, as a sync does it: drained meanwhile, then the rest. */
  fresh: number[]
  /** Draining all of it after it has been written alone. */
  drained: number[]
}

/** Each way goes first in every other round: the later of two finds more in memory. */
async function compareWays(
  rounds: number,
  sync: (way: Way['drains'], turn: number) => Promise<{ written: number; all: number }>,
): Promise<Compared> {
  const compared: Compared = { written: [], fresh: [], drained: [] }
  for (let round = 0; round < rounds; round += 1) {
    const ways = ['meanwhile', 'afterwards'] as const
    for (const [place, way] of (round % 2 === 0 ? ways : ways.toReversed()).entries()) {
      const { written, all } = await sync(way, 2 * round + place)
      if (way === 'meanwhile') compared.fresh.push(all)
      else {
        compared.written.push(written)
        compared.drained.push(all - written)
      }
    }
  }
  return compared
}

function toMeasures(what: string, { written, fresh, drained }: Compared): Measure[] {
  return [
    measure(`${what}: writing alone`, 's', written),
    measure(`${what}: with rollups, drained meanwhile`, 's', fresh),
    measure(`${what}: draining alone, afterwards`, 's', drained),
  ]
}

/** How much of the time it takes with rollups is theirs: of medians, as single rounds differ by more. */
function shareOf({ written, fresh }: Compared): number {
  return 1 - median(written) / median(fresh)
}

/** So many of the large shop's orders, and who placed them. */
async function readForFirst({ ownerUrl, large }: Place): Promise<Read> {
  return await asOwner(ownerUrl, async (client) => {
    const orders = await loadOrders(client, large, { first: 1, count: FIRST_SYNC })
    return { orders, customers: await loadCustomers(client, large, orders) }
  })
}

/** The first sync of a new shop. */
async function syncFirst(db: Db, read: Read, drains: Way['drains']) {
  const domain = `new-${Date.now()}.myshopify.com`
  const tenantId = await createTenant(db, { shopDomain: domain, name: 'New' })
  const shop = { name: 'New', currencyCode: 'USD', timeZone: 'America/New_York', plan: null }
  await inTenant(db, tenantId, async (trx) => {
    await saveShopInfo(trx, { ...shop, readAt: '2026-11-26T00:00:00Z' })
  })
  return await timeSync(db, tenantId, read, { batch: BULK_ROOTS, drains })
}

/**
 * A sync of the large shop that finds so many orders, half of them new, half refunded, and with them
 * their customers: at Shopify what these have spent has changed too.
 */
async function syncChanges(db: Db, place: Place, turn: number, drains: Way['drains']) {
  const { ownerUrl, large: tenantId, orders } = place
  const first = orders - LATER_SYNC * (turn + 1) + 1
  const stored = await asOwner(ownerUrl, async (client) => {
    // Syncs are an hour apart, and autovacuum looks each minute.
    for (const table of MARKS) await client.query(`vacuum tidemark.${table}`)
    const found = await loadOrders(client, tenantId, { first, count: LATER_SYNC })
    return { orders: found, customers: await loadCustomers(client, tenantId, found) }
  })
  const changed = changeAll(stored, orders + first)
  return await timeSync(db, tenantId, changed, { batch: PAGE, drains })
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
