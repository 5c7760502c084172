import { randomBytes } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { createTenant, type Db, inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { createTestDatabase } from '@tidemark/db/testing'
import pino from 'pino'
import { CHUNK_LIMITS, type Dependencies } from '../activities/dependencies.ts'
import { createShopifyShops } from '../shopify/shopify-shops.ts'
import { startStandIn, type StandIn } from './stand-in.ts'

export const HARBOR = 'harbor-goods.myshopify.com'

/** One demo shop, connected to a database of its own. */
export type TestShop = {
  db: Db
  appUrl: string
  /** As the server's superuser. */
  ownerUrl: string
  standIn: StandIn
  shopDomain: string
  tenantId: string
  keys: string
  deps: Dependencies
  /** Further dependencies of the same shop, as another process would have them. */
  createDeps(change?: Partial<Dependencies>): Dependencies
  stop(): Promise<void>
}

export type TestShopOptions = {
  /** 1 makes 20,000 orders. */
  scale?: number
  shopDomain?: string
  /** Shops that the stand-in has and the database has not. */
  others?: readonly string[]
  /** For use outside of the tests. */
  postgresUrl?: string
}

export async function startTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const shopDomain = options.shopDomain ?? HARBOR
  const [database, standIn] = await Promise.all([
    createTestDatabase(options.postgresUrl),
    startStandIn(options.scale ?? 0.004, [shopDomain, ...(options.others ?? [])]),
  ])
  const { db } = database
  const keys = `k1:${randomBytes(32).toString('base64')}`
  const keyring = readKeyring(keys)
  const [granted] = (await standIn.shop(shopDomain)).tokens
  const app = await standIn.app()
  const tenantId = await createTenant(db, { shopDomain, name: 'A shop' })
  await inTenant(db, tenantId, (trx) =>
    saveConnection(trx, keyring, { kind: 'admin_token', accessToken: granted?.token ?? '' }),
  )
  // Nowhere: `TestTemporal.work` puts its own in place.
  const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) })
  const createDeps = (change: Partial<Dependencies> = {}): Dependencies => {
    const log = pino({ level: 'silent' })
    const clock = () => new Date()
    const source = { db, keyring, origin: standIn.origin, clock, app, log }
    return {
      db,
      source,
      shopify: createShopifyShops(source),
      temporal,
      log,
      clock,
      limits: CHUNK_LIMITS,
      stopping: new AbortController().signal,
      ...change,
    }
  }
  return {
    db,
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    standIn,
    shopDomain,
    tenantId,
    keys,
    deps: createDeps(),
    createDeps,
    async stop() {
      await standIn.stop()
      await database.drop()
    },
  }
}
