import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDb, createTenant, type Db, inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { createTestDatabase, type TestDatabase } from '@tidemark/db/testing'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startShopify, type RunningShopify } from '../../dev/shopify/index.ts'
import { CALENDAR } from '../testing/stand-in.ts'
import { ORDER_OPTIONAL } from './queries/order-fields.graphql.ts'
import { ORDERS, ordersCost } from './queries/orders.graphql.ts'
import { SHOP, SHOP_OPTIONAL, shopCost } from './queries/shop.graphql.ts'
import type { ShopQuery } from './shop-client.ts'
import { createShopifyShops, type OpenShop } from './shopify-shops.ts'

const HARBOR = 'harbor-goods.myshopify.com'

/**
 * A Standard plan whose clock runs five times as fast: its bucket and the costs of queries are as
 * they are, and all that takes time, such as the way of a request, seems five times as long. What
 * holds here holds all the more at 100 points a second. A machine that stands still for two seconds
 * does not yet let the bucket overflow.
 */
const PLAN = { maximumAvailable: 2000, restoreRate: 500 }

/** Points to be used: the bucket more than four times over. */
const ENOUGH = 8500

let database: TestDatabase
let shopify: RunningShopify
let tenantId: string
const keyring = readKeyring(`k1:${randomBytes(32).toString('base64')}`)
const pools: Db[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 7,
    scale: 0.02,
    shops: [HARBOR],
    traffic: false,
    calendar: CALENDAR,
  })
  const [state] = shopify.world.shops.values()
  if (!state) throw new Error('The stand-in has no shop')
  Object.assign(state.shop, PLAN)
  tenantId = await createTenant(database.db, { shopDomain: HARBOR, name: 'Harbor' })
  const [accessToken = ''] = state.accessTokens.keys()
  await inTenant(database.db, tenantId, (trx) =>
    saveConnection(trx, keyring, { kind: 'admin_token', accessToken }),
  )
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.destroy()))
  await shopify.stop()
  await database.drop()
})

/** The shop as another process opens it: nothing is shared but Postgres and Shopify. */
function openInProcess(): Promise<OpenShop> {
  const db = createDb({ url: database.appUrl, poolSize: 3 })
  pools.push(db)
  const log = pino({ level: 'silent' })
  const clock = () => new Date()
  return createShopifyShops({ db, keyring, origin: shopify.origin, clock, log }).open(tenantId)
}

const all = (optional: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.values(optional).map((variable) => [variable, true]))

const orders: ShopQuery = {
  document: ORDERS,
  cost: ordersCost(25),
  variables: { first: 25, sortKey: 'UPDATED_AT', ...all(ORDER_OPTIONAL) },
}
const small: ShopQuery = { document: SHOP, cost: shopCost, variables: all(SHOP_OPTIONAL) }

const stateSchema = z.object({
  shops: z.array(
    z.object({
      requests: z.number(),
      throttleStatus: z.object({ currentlyAvailable: z.number() }),
      points: z.object({ charged: z.number(), lost: z.number(), refused: z.number() }),
    }),
  ),
})

/** The stand-in's own books. */
async function readPoints() {
  const answer = await fetch(`${shopify.control}/_control/state`)
  const [shop] = stateSchema.parse(await answer.json()).shops
  if (!shop) throw new Error('The stand-in has no shop')
  const { charged, lost, refused } = shop.points
  const left = shop.throttleStatus.currentlyAvailable
  return { requests: shop.requests, refused, charged, left, lost }
}

it('two processes use more than nine tenths of a shop’s points, and are not refused', async () => {
  const caller = {
    signal: AbortSignal.timeout(240_000),
    pause: (ms: number) => sleep(ms),
  }
  let used = 0
  const served = new Map<string, number>()
  const readOn = async (name: string, { client }: OpenShop, query: ShopQuery) => {
    while (used < ENOUGH) {
      const { cost } = await client.request(query, caller)
      used += cost?.actual ?? 0
      served.set(name, (served.get(name) ?? 0) + 1)
    }
  }
  const [one, other] = await Promise.all([openInProcess(), openInProcess()])
  await Promise.all([
    readOn('orders of one', one, orders),
    readOn('small queries of one', one, small),
    readOn('orders of the other', other, orders),
    readOn('small queries of the other', other, small),
  ])
  const { requests, refused, charged, left, lost } = await readPoints()

  // The full bucket and all that was restored has been charged, is left, or overflowed.
  expect(charged / (charged + left + lost)).toBeGreaterThan(0.9)
  expect(requests).toBeGreaterThan(100)
  expect(refused / requests).toBeLessThan(0.01)
  // Nobody starved: large and small requests, of both processes, took turns.
  const turns = [...served.values()]
  expect(turns).toHaveLength(4)
  expect(Math.min(...turns)).toBeGreaterThan(Math.max(...turns) / 3)
})
