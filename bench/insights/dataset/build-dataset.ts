import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '@tidemark/db/migrations'
import type { Client } from 'pg'
import { measure, type Measure } from '../../bench.ts'
import { asOwner } from '../../sync/backfill/database.ts'
import { startServer } from '../server.ts'
import { FACTS } from './facts.ts'
import { fillRollups, foldMonths, verifyShop } from './fill-rollups.ts'
import { fillTable } from './fill-table.ts'
import { MIRRORED_ROWS } from './mirrored-rows.ts'
import { addShops, findShop, LARGE, MIDDLE } from './shops.ts'

/** Products of the large shop, whatever the number of its orders. */
const PRODUCTS = 2_000

/**
 * Makes a database in this folder with a shop of so many orders among a thousand, rollups and all,
 * and tells what that took. `built.json` says that it is whole.
 */
export async function buildDataset(
  folder: string,
  { database, orders, appPassword }: { database: string; orders: number; appPassword: string },
): Promise<Measure[]> {
  const server = await startServer(folder, 'building')
  const ownerUrl = Object.assign(new URL(server.url), { pathname: `/${database}` }).href
  const appUrl = Object.assign(new URL(ownerUrl), {
    username: 'tidemark_app',
    password: appPassword,
  }).href
  const measures: Measure[] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const done = await work()
    const seconds = (performance.now() - begun) / 1_000
    console.log(`  ${name}: ${seconds.toFixed(1)} s`)
    measures.push(measure(name, 's', [seconds]))
    return done
  }
  try {
    await asOwner(server.url, async (client) => {
      await client.query(`drop database if exists ${database} with (force)`)
      await client.query(`create database ${database}`)
    })
    await migrate({ databaseUrl: ownerUrl, appPassword })
    await asOwner(ownerUrl, async (client) => {
      await addShops(client, { orders, products: PRODUCTS })
      await client.query(FACTS)
    })
    await step('building: mirrored tables', () => fillMirror(ownerUrl))
    await step('building: rollups', () => fillRollups(ownerUrl))
    const { large, middle } = await asOwner(ownerUrl, async (client) => ({
      large: await findShop(client, LARGE),
      middle: await findShop(client, MIDDLE),
    }))
    await step('building: months of products', async () => {
      for (const shop of [large, middle]) await foldMonths(appUrl, shop)
    })
    await step('building: comparing the rollups of a shop', () => verifyShop(appUrl, middle))
    await step('building: vacuum', () =>
      asOwner(ownerUrl, (client) => client.query('vacuum (analyze)')),
    )
    measures.push(await sizeOf(ownerUrl))
  } finally {
    await server.stop()
  }
  writeFileSync(join(folder, 'built.json'), JSON.stringify({ orders }))
  return measures
}

/** The queues side by side, so that the longest table has a processor of its own. */
async function fillMirror(ownerUrl: string): Promise<void> {
  const fill = (table: string, rows: string): Promise<void> =>
    asOwner(ownerUrl, (client: Client) => fillTable(client, table, rows))
  await Promise.all(
    MIRRORED_ROWS.map(async (queue) => {
      for (const [table, rows] of Object.entries(queue)) await fill(table, rows)
    }),
  )
}

async function sizeOf(ownerUrl: string): Promise<Measure> {
  return await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ mb: number }>(
      'select (pg_database_size(current_database()) / 1048576)::int as mb',
    )
    return measure('the database', 'MB', [rows[0]?.mb ?? 0])
  })
}
