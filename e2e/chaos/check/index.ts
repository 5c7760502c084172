import { createDb } from '@tidemark/db'
import { expectTruth } from '../../compare.ts'
import type { Copy, Shop } from '../copy.ts'
import { checkOwnTables, checkRollups, type Cursors } from './check-own-tables.ts'
import { checkTemporal } from './check-temporal.ts'
import { compareCatalogue } from './compare-catalogue.ts'
import { compareCustomers } from './compare-customers.ts'
import { compareOrderParts } from './compare-order-parts.ts'
import { compareOrders } from './compare-orders.ts'
import { compareRollups } from './compare-rollups.ts'
import { Differences } from './differences.ts'
import { readingTenant } from './read-rows.ts'
import { readTruth, readWorld } from './world.ts'

/** Compares again and again, and remembers where the cursors stood. */
export interface Checker {
  /**
   * Compares every shop's rows, rollups and figures with what Shopify has, which must stand still,
   * and looks at our own tables. Sentences; none when all is well.
   */
  check(): Promise<Differences>
}

export function createChecker(copy: Copy): Checker {
  const cursors = new Map<Shop, Cursors>()
  return {
    check: async () => {
      const differences = new Differences()
      for (const shop of copy.shops) {
        cursors.set(shop, await checkShop(copy, shop, cursors.get(shop) ?? new Map(), differences))
      }
      await checkTemporal(copy, differences)
      return differences
    },
  }
}

async function checkShop(
  { run, database }: Copy,
  { domain, tenantId, session }: Shop,
  before: Cursors,
  differences: Differences,
): Promise<Cursors> {
  const name = domain.split('.')[0] ?? domain
  const world = await readWorld(run, domain)
  const truth = await readTruth(run, domain)
  const now = await readingTenant(database, tenantId, async (read) => {
    await compareCatalogue(name, world, read, differences)
    await compareCustomers(name, world, read, differences)
    await compareOrders(name, world, read, differences)
    await compareOrderParts(name, world, read, differences)
    await compareRollups(name, truth, read, differences)
    return await checkOwnTables(name, read, differences, before)
  })
  const db = createDb({ url: run.databaseAppUrl })
  try {
    await checkRollups(name, db, tenantId, differences)
  } finally {
    await db.destroy()
  }
  try {
    await expectTruth(run, session, domain)
  } catch (error) {
    differences.add(`${name}: the API's figures: ${explain(error)}.`)
  }
  return now
}

/** What an expectation of `expectTruth` found, with its values. */
function explain(error: unknown): string {
  const { actual, expected } = error as { actual?: unknown; expected?: unknown }
  const said = error instanceof Error ? error.message : String(error)
  if (expected === undefined) return said
  const [here, there] = [actual, expected].map((value) => JSON.stringify(value).slice(0, 400))
  return `they are ${here} and should be ${there}`
}
