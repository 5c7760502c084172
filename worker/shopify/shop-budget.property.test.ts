import { randomUUID } from 'node:crypto'
import { reserveShopBudget, settleShopBudget } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Bucket } from '../../dev/shopify/graphql/cost/bucket.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** A request as drawn: its cost, what is used of it, and how long its ways and Shopify take. */
type Drawn = { cost: number; used: number; there: number; takes: number; back: number }

/** Up to a quarter of a second to reach Shopify, up to three to be answered, up to two to be read. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    cost: fc.oneof(fc.constantFrom(783, 428, 24), fc.integer({ min: 1, max: 1000 })),
    share: fc.double({ min: 0.02, max: 1, noNaN: true }),
    there: fc.integer({ min: 1, max: 250 }),
    takes: fc.integer({ min: 1, max: 3000 }),
    back: fc.integer({ min: 1, max: 2000 }),
  })
  .map(({ share, ...rest }) => ({ ...rest, used: Math.max(1, Math.floor(rest.cost * share)) }))

/** Events of a simulation, done one after the other in the order of their times. */
function createTimeline() {
  let now = 0
  const events: { at: number; run: () => Promise<void> | void }[] = []
  return {
    now: () => now,
    after: (ms: number, run: () => Promise<void> | void) => events.push({ at: now + ms, run }),
    async play() {
      for (;;) {
        events.sort((a, b) => a.at - b.at)
        const next = events.shift()
        if (!next) return
        now = next.at
        await next.run()
      }
    },
  }
}

/**
 * Processes that ask one shop on a Standard plan, each one request after the other, on a clock of
 * their own: the real database's bookkeeping against the stand-in's bucket.
 */
async function simulate(processes: Drawn[][]) {
  const { tenantId } = await createTestTenant(database.db)
  const line = createTimeline()
  const bucket = new Bucket({ maximumAvailable: 2000, restoreRate: 100 }, line.now)
  const epoch = Date.parse('2026-12-01T00:00:00Z')
  const at = () => new Date(epoch + line.now())
  const seen = { refused: 0, spent: 0, endedAt: 0 }

  const start = (queue: Drawn[]): void => {
    const request = queue[0]
    if (!request) return
    const ticket = randomUUID()
    const ask = async (): Promise<void> => {
      const { cost } = request
      const { waitMs } = await reserveShopBudget(database.db, tenantId, { ticket, cost }, at())
      if (waitMs > 0) line.after(Math.min(waitMs, 500), ask)
      else line.after(request.there, arrive)
    }
    const answer = (spent: number, refused: boolean) => {
      const status = bucket.status()
      line.after(request.back, async () => {
        const outcome = { spent, status, refused, blockedMs: 0 }
        await settleShopBudget(database.db, tenantId, ticket, outcome, at())
        start(queue.slice(refused ? 0 : 1))
      })
    }
    const arrive = (): void => {
      if (!bucket.take(request.cost)) {
        seen.refused += 1
        return answer(0, true)
      }
      line.after(request.takes, () => {
        bucket.giveBack(request.cost - request.used)
        seen.spent += request.used
        seen.endedAt = line.now()
        answer(request.used, false)
      })
    }
    line.after(1, ask)
  }
  for (const queue of processes) start(queue)
  await line.play()
  return seen
}

it('however answers overlap and overtake each other, Shopify refuses nothing', async () => {
  const processes = fc.array(fc.array(drawn, { maxLength: 12 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(processes, async (queues) => {
      expect((await simulate(queues)).refused).toBe(0)
    }),
    { numRuns: 40, seed: 7, endOnFailure: true },
  )
})

it('three busy readers use nine tenths of all points that there are, and more', async () => {
  const page = { there: 60, takes: 1500, back: 90 }
  const orders = Array.from({ length: 60 }, (_, n) => ({
    ...page,
    cost: 783,
    used: 190 + (n % 7) * 30,
  }))
  const products = Array.from({ length: 60 }, (_, n) => ({
    ...page,
    cost: 134,
    used: 40 + (n % 5) * 9,
  }))
  const { refused, spent, endedAt } = await simulate([orders, orders, products])
  expect(refused).toBe(0)
  // A full bucket to begin with, and what was restored until Shopify's last answer.
  const points = 2000 + (endedAt / 1000) * 100
  expect(spent / points).toBeGreaterThan(0.9)
})
