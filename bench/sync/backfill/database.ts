import { createDb, createTenant, inTenant, type Db } from '@tidemark/db'
import { saveShopInfo } from '@tidemark/db/ingest'
import { migrate } from '@tidemark/db/migrations'
import { Client } from 'pg'

const APP_PASSWORD = 'bench'

/** A migrated, empty database of its own. */
export interface BenchDatabase {
  /** As the server's superuser. */
  ownerUrl: string
  /** As the application, under row-level security. */
  appUrl: string
  drop: () => Promise<void>
}

export async function createBenchDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  await onServer(serverUrl, `create database ${name}`)
  const ownerUrl = urlOf(serverUrl, { pathname: `/${name}` })
  await migrate({ databaseUrl: ownerUrl, appPassword: APP_PASSWORD })
  return {
    ownerUrl,
    appUrl: urlOf(ownerUrl, { username: 'tidemark_app', password: APP_PASSWORD }),
    drop: async () => await onServer(serverUrl, `drop database ${name} with (force)`),
  }
}

/** The shop that a backfill fills. */
export async function addShop(appUrl: string): Promise<string> {
  const db: Db = createDb({ url: appUrl, poolSize: 1 })
  const tenantId = await createTenant(db, { shopDomain: 'bench.myshopify.com', name: 'Bench' })
  const shop = { name: 'Bench', currencyCode: 'USD', timeZone: 'America/New_York', plan: 'Plus' }
  await inTenant(db, tenantId, async (trx) => {
    await saveShopInfo(trx, { ...shop, readAt: '2026-11-01T00:00:00Z' })
  })
  await db.destroy()
  return tenantId
}

/** A superuser's connection, with the tables' schema at hand. */
export async function asOwner<T>(
  ownerUrl: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('set search_path = tidemark')
    return await work(client)
  } finally {
    await client.end()
  }
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  await asOwner(serverUrl, async (client) => await client.query(statement))
}

function urlOf(base: string, change: Partial<URL>): string {
  return Object.assign(new URL(base), change).href
}
