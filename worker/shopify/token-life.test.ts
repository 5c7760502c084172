import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { MockActivityEnvironment } from '@temporalio/testing'
import {
  createDb,
  type Db,
  inTenant,
  loadConnection,
  saveTokenPair,
  type TokenPair,
} from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createActivities } from '../activities/index.ts'
import { install } from '../testing/installed-shop.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { createShopCredentials } from './shop-credentials.ts'
import { createShopifyShops } from './shopify-shops.ts'

let shop: TestShop
/** Pools of other processes. */
let pools: Db[]
let tokens: TokenPair

beforeAll(async () => {
  shop = await startTestShop()
  pools = Array.from({ length: 5 }, () => createDb({ url: shop.appUrl, poolSize: 3 }))
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.destroy()))
  await shop.stop()
})
beforeEach(async () => {
  tokens = await install(shop)
})

const refreshes = async () =>
  (await shop.standIn.shop(shop.shopDomain)).installation?.refreshes ?? -1

const stored = async () => {
  const connection = await inTenant(shop.db, shop.tenantId, (trx) =>
    loadConnection(trx, readKeyring(shop.keys)),
  )
  if (connection?.kind !== 'oauth' || !connection.tokens) throw new Error('no tokens')
  return connection.tokens
}

/** Makes the stored access token end in so many seconds. */
const endIn = (seconds: number) =>
  inTenant(shop.db, shop.tenantId, (trx) =>
    saveTokenPair(trx, readKeyring(shop.keys), {
      ...tokens,
      grantedAt: new Date(Date.now() - 3_600_000),
      expiresAt: new Date(Date.now() + seconds * 1000),
    }),
  )

/** Reads the shop 50 times at once, from five processes. */
function fiftyActivities() {
  const processes = pools.map((db) => {
    const { source } = shop.deps
    const shopify = createShopifyShops({ ...source, db, log: pino({ level: 'silent' }) })
    return createActivities(shop.createDeps({ db, shopify }))
  })
  return Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const activities = processes[n % processes.length]
      if (!activities) throw new Error('no process')
      const input = { tenantId: shop.tenantId, runId: 'none' }
      return new MockActivityEnvironment().run(activities.readShop, input)
    }),
  )
}

it('a token that is far from its end is used as it is', async () => {
  const before = await refreshes()
  await fiftyActivities()
  expect(await refreshes()).toBe(before)
})

it('fifty activities in five processes, at the moment of its end, cause one refresh', async () => {
  await endIn(0)
  const before = await refreshes()
  const read = await fiftyActivities()
  expect(read).toHaveLength(50)
  expect(await refreshes()).toBe(before + 1)
  expect((await stored()).accessToken).not.toBe(tokens.accessToken)
})

it('fifty activities whose token was just revoked cause one refresh', async () => {
  await shop.standIn.post('end-tokens', { shop: shop.shopDomain, kinds: ['access'] })
  const before = await refreshes()
  await fiftyActivities()
  expect(await refreshes()).toBe(before + 1)
})

it('a refresh ahead of time that fails leaves the token in use that is still good', async () => {
  await shop.standIn.post('end-tokens', { shop: shop.shopDomain, kinds: ['refresh'] })
  await endIn(300)
  await fiftyActivities()
  expect(await stored()).toMatchObject({ accessToken: tokens.accessToken })
})

it('a token that can’t be refreshed is told from a fault that passes', async () => {
  await shop.standIn.post('end-tokens', { shop: shop.shopDomain })
  await expect(fiftyActivities()).rejects.toMatchObject({ type: 'ShopifyTokenRevokedError' })
})

it('fifty processes killed between Shopify’s answer and our commit leave a shop that goes on', async () => {
  await endIn(0)
  const before = await refreshes()
  const { standIn, appUrl, keys, tenantId, shopDomain } = shop
  const TIDEMARK_TEST = JSON.stringify({
    databaseUrl: appUrl,
    keys,
    origin: standIn.origin,
    app: await standIn.app(),
    tenantId,
    shopDomain,
  })
  const main = fileURLToPath(new URL('../testing/refresh-and-die.ts', import.meta.url))
  async function killOne(): Promise<unknown> {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, TIDEMARK_TEST },
      stdio: 'ignore',
    })
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    return signal
  }
  for (let left = 50; left > 0; left -= 5) {
    expect(await Promise.all(Array.from({ length: 5 }, killOne))).toEqual(
      Array.from({ length: 5 }, () => 'SIGKILL'),
    )
  }
  expect(await refreshes()).toBe(before + 50)
  expect(await stored()).toMatchObject({ accessToken: tokens.accessToken })

  const credentials = createShopCredentials(shop.deps.source, { tenantId, shopDomain })
  expect(await credentials.accessToken()).not.toBe(tokens.accessToken)
  await fiftyActivities()
  // And the pair that was committed is good for the next one.
  tokens = await stored()
  await endIn(0)
  await fiftyActivities()
  expect(await refreshes()).toBe(before + 52)
})

it('an answer that is cut off is a fault that passes: the same refresh token is good for the next try', async () => {
  await endIn(0)
  const rules = [{ kind: 'token-cut', times: 1 }]
  await shop.standIn.post('faults', { shop: shop.shopDomain, rules })
  const { tenantId, shopDomain } = shop
  const credentials = createShopCredentials(shop.deps.source, { tenantId, shopDomain })
  await expect(credentials.accessToken()).rejects.toMatchObject({ kind: 'retry_soon' })
  expect(await credentials.accessToken()).not.toBe(tokens.accessToken)
  await shop.standIn.clearFaults()
})

it('while one secret takes the other’s place, either is good', async () => {
  const old = await shop.standIn.app()
  await shop.standIn.post('app', { addSecret: true })
  const both = await shop.standIn.app()
  expect(both.clientSecrets).toHaveLength(2)
  await shop.standIn.post('app', { revokeOldSecret: true })
  await endIn(0)
  const { tenantId, shopDomain } = shop
  const withOld = createShopCredentials({ ...shop.deps.source, app: old }, { tenantId, shopDomain })
  await expect(withOld.accessToken()).rejects.toMatchObject({ name: 'ShopifyTokenRevokedError' })
  const source = { ...shop.deps.source, app: both }
  const credentials = createShopCredentials(source, { tenantId, shopDomain })
  expect(await credentials.accessToken()).not.toBe(tokens.accessToken)
})
