import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Measure, Ratio } from '../bench.ts'
import { asOwner } from '../sync/backfill/database.ts'
import { serverVersion } from '../sync/product/server-version.ts'
import { buildDataset } from './dataset/build-dataset.ts'
import { findShop, LARGE, MIDDLE } from './dataset/shops.ts'
import { measureReadings } from './readings/measure-readings.ts'
import { startServer } from './server.ts'
import { measureWrites } from './writes/measure-writes.ts'

const APP_PASSWORD = 'bench'
const DATABASE = 'insights'

/**
 * A shop of ten million orders among a thousand: what the figures cost in Postgres, and what keeping
 * them fresh does. `--orders` makes it smaller, `--data` keeps the database for the next run.
 */
export const insights: Bench = async ({ orders, data }) => {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'tidemark-insights-'))
  try {
    const built = existsSync(join(folder, 'built.json'))
      ? []
      : await buildDataset(folder, { database: DATABASE, appPassword: APP_PASSWORD, orders })
    const server = await startServer(folder, 'serving')
    try {
      const ownerUrl = Object.assign(new URL(server.url), { pathname: `/${DATABASE}` }).href
      const appUrl = Object.assign(new URL(ownerUrl), {
        username: 'tidemark_app',
        password: APP_PASSWORD,
      }).href
      const shops = await asOwner(ownerUrl, async (client) => ({
        large: await findShop(client, LARGE),
        middle: await findShop(client, MIDDLE),
      }))
      const place = { ownerUrl, appUrl, logFile: server.logFile, orders, ...shops }
      const reads = await measureReadings(place)
      const writes = await measureWrites(place)
      const measures: Measure[] = [...built, ...reads.measures, ...writes.measures]
      const ratios: Ratio[] = [...reads.ratios, ...writes.ratios]
      return {
        about: `A shop of ${orders} orders and ${3 * orders} ledger rows among 1,000 shops`,
        measures,
        ratios,
        postgres: await serverVersion(ownerUrl),
      }
    } finally {
      await server.stop()
    }
  } finally {
    if (data === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
