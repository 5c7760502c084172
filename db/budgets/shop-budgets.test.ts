import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTenant } from '../connection/in-tenant.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { type BudgetOutcome, reserveShopBudget, settleShopBudget } from './index.ts'

let database: TestDatabase
let tenantId: string
/** Milliseconds of the test's own clock, far from the database's. */
let now: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  tenantId = (await createTestTenant(database.db)).tenantId
  now = Date.parse('2026-12-01T00:00:00Z')
})

const at = () => new Date(now)

/** Asks for points once; the ticket can ask again, and ends. */
async function ask(cost: number, ticket: string = randomUUID()) {
  const answer = await reserveShopBudget(database.db, tenantId, { ticket, cost }, at())
  return { ...answer, ticket }
}

const standard = { maximumAvailable: 2000, restoreRate: 100 }

async function settle(ticket: string, outcome: Partial<BudgetOutcome>): Promise<void> {
  const whole = { spent: null, status: null, refused: false, blockedMs: 0, ...outcome }
  await settleShopBudget(database.db, tenantId, ticket, whole, at())
}

/** After an answer that charged `spent` and left `currentlyAvailable`. */
const answered = (ticket: string, spent: number, currentlyAvailable: number) =>
  settle(ticket, { spent, status: { ...standard, currentlyAvailable } })

/** Puts the model to what Shopify says, by a request of one point. */
async function begin(currentlyAvailable: number): Promise<void> {
  await answered((await ask(1)).ticket, 1, currentlyAvailable)
}

async function available(): Promise<number> {
  const { rows } = await inTenant(database.db, tenantId, (trx) =>
    sql<{ available: number }>`select available from shop_budgets`.execute(trx),
  )
  return rows[0]?.available ?? Number.NaN
}

describe('a request', () => {
  it('goes at once while the bucket holds its cost', async () => {
    await begin(1000)
    expect(await ask(783)).toMatchObject({ waitMs: 0, blocked: false })
  })

  it('waits until the restore rate has filled up what is missing', async () => {
    await begin(283)
    const { waitMs, ticket } = await ask(783)
    expect(waitMs).toBe(5000)
    now += 4999
    expect((await ask(783, ticket)).waitMs).toBe(1)
    now += 1
    expect((await ask(783, ticket)).waitMs).toBe(0)
  })

  it('counts those that are under way', async () => {
    await begin(1000)
    expect((await ask(600)).waitMs).toBe(0)
    expect((await ask(600)).waitMs).toBe(2000)
  })

  it('has at once what another one did not use', async () => {
    await begin(1000)
    const first = await ask(700)
    const second = await ask(600)
    expect(second.waitMs).toBe(3000)
    await answered(first.ticket, 300, 700)
    expect((await ask(600, second.ticket)).waitMs).toBe(0)
  })

  it('larger than the bucket goes when the bucket is as good as full', async () => {
    const { ticket } = await ask(1)
    await settle(ticket, {
      spent: 1,
      status: { maximumAvailable: 500, currentlyAvailable: 400, restoreRate: 50 },
    })
    // Full is 500 less a quarter of a second: 487.5.
    expect((await ask(783)).waitMs).toBe(1750)
  })

  it('that is granted and asks again, its answer having been lost, is not charged twice', async () => {
    await begin(1000)
    const { ticket } = await ask(400)
    expect((await ask(400, ticket)).waitMs).toBe(0)
    expect(await available()).toBe(600)
  })
})

describe('the queue', () => {
  it('serves first who came first: a small request does not pass a large one that waits', async () => {
    await begin(500)
    const large = await ask(783)
    const small = await ask(20)
    expect([large.waitMs, small.waitMs]).toEqual([2830, 3030])
    now += 2830
    expect((await ask(20, small.ticket)).waitMs).toBe(200)
    expect((await ask(783, large.ticket)).waitMs).toBe(0)
    expect((await ask(20, small.ticket)).waitMs).toBe(200)
  })

  it('lets a small request go where there is enough for both', async () => {
    await begin(803)
    await ask(783)
    expect((await ask(20)).waitMs).toBe(0)
  })

  it('forgets who does not come back', async () => {
    await begin(100)
    await ask(783)
    expect((await ask(200)).waitMs).toBe(8830)
    now += 10_000
    expect((await ask(200)).waitMs).toBe(0)
  })

  it('forgets who gives up', async () => {
    await begin(100)
    const { ticket } = await ask(783)
    await settle(ticket, { spent: 0 })
    expect((await ask(100)).waitMs).toBe(0)
  })
})

describe('an answer', () => {
  it('without a word of the bucket counts as wholly spent', async () => {
    await begin(1000)
    await settle((await ask(700)).ticket, {})
    expect(await available()).toBe(300)
  })

  it('corrects what a lost one was thought to have spent', async () => {
    await begin(1000)
    await settle((await ask(700)).ticket, {})
    await answered((await ask(10)).ticket, 10, 950)
    expect(await available()).toBe(950)
  })

  it('that comes late does not give back what was spent after it was written', async () => {
    await begin(1500)
    const first = await ask(400)
    const second = await ask(700)
    // Shopify answered the first (1500 - 100), then the second (1400 - 700); they arrive reversed.
    await answered(second.ticket, 700, 700)
    expect(await available()).toBeLessThanOrEqual(700)
    await answered(first.ticket, 100, 1400)
    expect(await available()).toBe(700)
  })

  it('written while another request was not yet seen leaves room for it', async () => {
    await begin(1500)
    const first = await ask(400)
    await ask(700)
    await answered(first.ticket, 100, 1400)
    expect(await available()).toBe(700)
  })

  it('shows what other programs took', async () => {
    await begin(1500)
    await answered((await ask(400)).ticket, 400, 200)
    expect(await available()).toBe(200)
  })

  it('of a refusal is believed over our own count', async () => {
    await begin(1500)
    const { ticket } = await ask(783)
    const status = { ...standard, currentlyAvailable: 83 }
    await settle(ticket, { spent: 0, status, refused: true })
    expect((await ask(783)).waitMs).toBe(7000)
  })

  it('may bring another plan', async () => {
    const status = { maximumAvailable: 20_000, currentlyAvailable: 19_000, restoreRate: 1000 }
    await settle((await ask(10)).ticket, { spent: 10, status })
    expect(await available()).toBe(19_000)
    now += 500
    await ask(0)
    expect(await available()).toBe(19_500)
  })

  it('to a ticket that is not known changes nothing', async () => {
    await begin(1000)
    await answered(randomUUID(), 10, 1900)
    expect(await available()).toBe(1000)
  })
})

it('a holder that died has spent what it was granted, until Shopify says more', async () => {
  const slow = { maximumAvailable: 2000, restoreRate: 1 }
  const hear = async (currentlyAvailable: number) => {
    const { ticket } = await ask(1)
    await settle(ticket, { spent: 1, status: { ...slow, currentlyAvailable } })
  }
  await hear(1900)
  await ask(900)
  now += 59_000
  // It may still be alive, and its request on the way.
  await hear(1958)
  expect(await available()).toBe(1058)
  now += 1000
  await hear(1958)
  expect(await available()).toBe(1958)
})

it('a pause that Shopify asks for holds everybody, and keeps the queue', async () => {
  await begin(1500)
  const first = await ask(10)
  await settle(first.ticket, { spent: 0, blockedMs: 30_000 })
  const second = await ask(20)
  expect(second).toMatchObject({ waitMs: 30_000, blocked: true })
  await settle((await ask(5)).ticket, { spent: 0, blockedMs: 1000 })
  expect(await ask(20, second.ticket)).toMatchObject({ waitMs: 30_000, blocked: true })
  now += 30_000
  expect(await ask(20, second.ticket)).toMatchObject({ waitMs: 0, blocked: false })
})

it('before Shopify has said anything, half of a Standard plan is taken for granted', async () => {
  expect((await ask(1000)).waitMs).toBe(0)
  expect((await ask(100)).waitMs).toBe(1000)
})

it('of many that ask at once only as many go as there are points', async () => {
  await begin(1000)
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(300)))
  expect(answers.filter(({ waitMs }) => waitMs === 0)).toHaveLength(3)
})

it('is reached by its tenant alone, and never from another tenant’s transaction', async () => {
  await begin(1000)
  const other = (await createTestTenant(database.db)).tenantId
  const request = { ticket: randomUUID(), cost: 1 }
  await expect(reserveShopBudget(database.db, randomUUID(), request)).rejects.toThrow(
    'There is no such tenant.',
  )
  await expect(
    inTenant(database.db, other, (trx) =>
      sql`select tidemark.reserve_shop_budget(${tenantId}::uuid, gen_random_uuid(), 1)`.execute(
        trx,
      ),
    ),
  ).rejects.toThrow('This transaction has entered a tenant already.')
})
