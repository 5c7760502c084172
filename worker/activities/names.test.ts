import { connectionState, inTenant, requestResync, setStoresNames } from '@tidemark/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal, { scale: 0.004 })
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

const within = <T>(work: Parameters<typeof inTenant<T>>[2]) =>
  inTenant(shop.db, shop.tenantId, work)

async function countNames(): Promise<{ names: number; customers: number }> {
  const [row] = await shop.query<{ names: number; customers: number }>(
    sql`select count(display_name)::int as names, count(*)::int as customers from customers`,
  )
  return row ?? { names: -1, customers: -1 }
}

it('a shop that forbids names is synced without them, by bulk operations and by pages', async () => {
  await within((trx) => setStoresNames(trx, false))
  await shop.sync('first')
  const { names, customers } = await countNames()
  expect(names).toBe(0)
  expect(customers).toBeGreaterThan(0)
  await shop.control('changes', { count: 60, seed: 5 })
  await shop.sync()
  expect((await countNames()).names).toBe(0)
  await shop.expectTruth()
  // It is the shop's own wish, and no gap.
  expect((await within(connectionState)).notices).toEqual([])
})

it('allowed, they come with a resync; forbidden again, they are gone and stay so', async () => {
  await within(async (trx) => {
    await setStoresNames(trx, true)
    await requestResync(trx, 'customers')
  })
  await shop.sync()
  expect((await countNames()).names).toBeGreaterThan(0)
  await within((trx) => setStoresNames(trx, false))
  expect((await countNames()).names).toBe(0)
  await within((trx) => requestResync(trx, 'customers'))
  await shop.sync()
  expect((await countNames()).names).toBe(0)
})
