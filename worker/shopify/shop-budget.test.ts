import { createDb, type Db, inTenant } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ShopifyThrottledError } from './errors.ts'
import { createShopBudget, type ShopBudget } from './shop-budget.ts'

let database: TestDatabase
/** Connections of another process. */
let otherDb: Db
let tenantId: string
let mine: ShopBudget
let theirs: ShopBudget

beforeAll(async () => {
  database = await createTestDatabase()
  otherDb = createDb({ url: database.appUrl, poolSize: 2 })
})
afterAll(async () => {
  await otherDb.destroy()
  await database.drop()
})
beforeEach(async () => {
  tenantId = (await createTestTenant(database.db)).tenantId
  mine = createShopBudget(database.db, tenantId)
  theirs = createShopBudget(otherDb, tenantId)
})

const never = (ms: number) => Promise.reject(new Error(`paused for ${ms} ms`))
const outcome = { spent: 1, status: null, refused: false, blockedMs: 0 }
/** A plan that restores next to nothing while a test runs. */
const status = { maximumAvailable: 2000, currentlyAvailable: 800, restoreRate: 1 }

/** How many requests the row knows, waiting and granted. */
async function countRequests(): Promise<number> {
  const { rows } = await inTenant(database.db, tenantId, (trx) =>
    sql<{ count: number }>`select cardinality(requests) as count from shop_budgets`.execute(trx),
  )
  return rows[0]?.count ?? 0
}

it('what one process has reserved, another one cannot have', async () => {
  const settle = await mine.reserve(1, never)
  await settle({ ...outcome, status })
  const settleMine = await mine.reserve(700, never)
  await expect(theirs.reserve(700, never)).rejects.toThrow(/paused/)
  await settleMine({ ...outcome, spent: 50, status: { ...status, currentlyAvailable: 750 } })
  await theirs.reserve(700, never)
})

it('looks again soon, for others may give back what they did not use', async () => {
  const settleFirst = await mine.reserve(1, never)
  await settleFirst({ ...outcome, status })
  const settleMine = await mine.reserve(700, never)
  const pauses: number[] = []
  await theirs.reserve(700, async (ms) => {
    pauses.push(ms)
    const given = { ...status, currentlyAvailable: 790 }
    if (pauses.length === 3) await settleMine({ ...outcome, spent: 10, status: given })
  })
  expect(pauses).toEqual([500, 500, 500])
})

it('a request that is cancelled while it waits leaves the queue', async () => {
  await (
    await mine.reserve(1, never)
  )({ ...outcome, status })
  await mine.reserve(700, never)
  await expect(theirs.reserve(700, never)).rejects.toThrow(/paused/)
  expect(await countRequests()).toBe(1)
})

it('a long pause that Shopify asked one process for is thrown to all, and nothing is slept through', async () => {
  await (
    await mine.reserve(1, never)
  )({ ...outcome, blockedMs: 3_600_000 })
  const error = await theirs.reserve(1, never).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ShopifyThrottledError)
  expect(await countRequests()).toBe(0)
})

it('a short one is slept through as a whole', async () => {
  await (
    await mine.reserve(1, never)
  )({ ...outcome, blockedMs: 50_000 })
  await expect(theirs.reserve(1, never)).rejects.toThrow(/paused for (49|50)\d{3} ms/)
})

it('nothing is granted while Postgres cannot be reached', async () => {
  const away = createDb({ url: 'postgres://tidemark_app@127.0.0.1:1/none', poolSize: 1 })
  await expect(createShopBudget(away, tenantId).reserve(1, never)).rejects.toThrow(/ECONNREFUSED/)
  await away.destroy()
})
