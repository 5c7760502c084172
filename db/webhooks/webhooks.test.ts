import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { removeTenant, updateTenant } from '../accounts/index.ts'
import type { TenantTrx } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { query } from '../testing/catalogue.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import {
  claimWebhookTasks,
  listTaken,
  purgeWebhooks,
  type ReceivedWebhook,
  receiveWebhooks,
  settleDeliveries,
  takeDeliveries,
} from './index.ts'

let database: TestDatabase
let tenantId: string
let shop: string
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  ;({ tenantId, shopDomain: shop } = await createTestTenant(database.db))
})
afterAll(async () => await database.drop())

const inShop = async <T>(work: (trx: TenantTrx) => Promise<T>): Promise<T> =>
  await inTenant(database.db, tenantId, work)

function delivery(entity: 'orders' | 'customers' | 'products', id: number, eventId = `e${id}`) {
  const topic = `${entity}/updated`
  const subject = `${entity}/${id}`
  const head = { shop, eventId, triggeredAt: null, task: 'sync', topic } as const
  return { ...head, subject, entity, ids: [String(id)] } satisfies ReceivedWebhook
}

/** Lets a moment pass for the queue, without waiting for it. */
const makeDue = async () =>
  await query(database.ownerUrl, `update tidemark.webhook_queue set due_at = now()`)
const claim = async () => {
  const tasks = await claimWebhookTasks(database.db, 100)
  return tasks.filter((task) => task.tenantId === tenantId).map(({ task }) => task)
}
const queueOf = async () =>
  await query<{ task: string; told: boolean }>(
    database.ownerUrl,
    `select task, told from tidemark.webhook_queue where tenant_id = $1`,
    [tenantId],
  )

const SHOPS = 4

test('1,000 random orders of the same events, repeated as they may be, lead to the same objects', async () => {
  const { db } = database
  const shops = await Promise.all(Array.from({ length: SHOPS }, () => createTestTenant(db)))
  const events = [
    ...[1, 2, 3, 4].map((id) => delivery('orders', id)),
    ...[1, 2].map((id) => delivery('orders', id, 'one-event-of-two-orders')),
    ...[7, 8].map((id) => delivery('customers', id)),
    delivery('products', 9),
  ]
  const expected = { orders: ['1', '2', '3', '4'], customers: ['7', '8'], products: ['9'] }
  const order = fc.record({
    all: fc.shuffledSubarray(events, { minLength: events.length }),
    repeated: fc.array(fc.constantFrom(...events), { maxLength: 10 }),
    cut: fc.nat({ max: 12 }),
  })
  let orders = 0
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: SHOPS, maxLength: SHOPS }), async (given) => {
      const sent = given.map(({ all, repeated, cut }, at) => {
        const own = [...all, ...repeated].map((one) => ({
          ...one,
          shop: shops[at]?.shopDomain ?? '',
        }))
        return [own.slice(0, cut), own.slice(cut)]
      })
      for (const part of [0, 1])
        await receiveWebhooks(
          db,
          sent.flatMap((parts) => parts[part] ?? []),
        )
      const read = async ({ tenantId: id }: { tenantId: string }) =>
        await inTenant(db, id, async (trx) => {
          const taken = await takeDeliveries(trx, 'run')
          const ids = await listTaken(trx, 'run', 100)
          await settleDeliveries(trx, 'run')
          await trx.deleteFrom('webhook_deliveries').execute()
          return { taken, ids }
        })
      for (const found of await Promise.all(shops.map(read))) {
        expect(found).toEqual({ taken: { objects: 7, shop: false }, ids: expected })
        orders += 1
      }
    }),
    { numRuns: 1_000 / SHOPS, seed: 20_261_126 },
  )
  expect(orders).toBe(1_000)
})

test('what was taken and not settled, because its run died, is taken by the next run', async () => {
  await receiveWebhooks(database.db, [delivery('orders', 1)])
  await inShop(async (trx) => await takeDeliveries(trx, 'died'))
  await receiveWebhooks(database.db, [delivery('orders', 2)])
  await inShop(async (trx) => {
    expect(await takeDeliveries(trx, 'next')).toEqual({ objects: 2, shop: false })
    await settleDeliveries(trx, 'died')
    expect((await listTaken(trx, 'next', 100)).orders).toEqual(['1', '2'])
    await settleDeliveries(trx, 'next')
    expect(await takeDeliveries(trx, 'later')).toEqual({ objects: 0, shop: false })
  })
})

test('what comes while a round is under way stays in the queue when the round is settled', async () => {
  await receiveWebhooks(database.db, [delivery('orders', 1)])
  await inShop(async (trx) => await takeDeliveries(trx, 'a'))
  await receiveWebhooks(database.db, [delivery('orders', 2)])
  await inShop(async (trx) => await settleDeliveries(trx, 'a'))
  expect(await queueOf()).toEqual([{ task: 'sync', told: false }])
  await makeDue()
  expect(await claim()).toEqual(['sync'])
  await inShop(async (trx) => {
    expect(await takeDeliveries(trx, 'b')).toEqual({ objects: 1, shop: false })
    await settleDeliveries(trx, 'b')
  })
  expect(await queueOf()).toEqual([])
})

test('a delivery that commits while its round is being settled is never lost', async () => {
  for (let n = 1; n <= 40; n += 1) {
    await receiveWebhooks(database.db, [delivery('orders', n, 'before')])
    await inShop(async (trx) => await takeDeliveries(trx, `run-${n}`))
    await Promise.all([
      inShop(async (trx) => await settleDeliveries(trx, `run-${n}`)),
      receiveWebhooks(database.db, [delivery('products', n, 'meanwhile')]),
    ])
    expect(await queueOf()).toHaveLength(1)
    await inShop(async (trx) => {
      expect(await takeDeliveries(trx, `then-${n}`)).toEqual({ objects: 1, shop: false })
      await settleDeliveries(trx, `then-${n}`)
    })
    expect(await queueOf()).toEqual([])
  }
})

test('of many dispatchers one gets a shop’s task, and another gets it if that one dies', async () => {
  await receiveWebhooks(database.db, [delivery('orders', 1)])
  await makeDue()
  const claims = await Promise.all(Array.from({ length: 8 }, claim))
  expect(claims.flat()).toEqual(['sync'])
  expect(await claim()).toEqual([])
  await makeDue()
  expect(await claim()).toEqual(['sync'])
})

test('a shop is told of once until its round begins, however much comes in', async () => {
  for (let n = 1; n <= 5; n += 1) await receiveWebhooks(database.db, [delivery('orders', n)])
  await makeDue()
  expect(await claim()).toEqual(['sync'])
  for (let n = 6; n <= 9; n += 1) await receiveWebhooks(database.db, [delivery('orders', n)])
  expect(await queueOf()).toEqual([{ task: 'sync', told: true }])
  await inShop(async (trx) => {
    expect(await takeDeliveries(trx, 'a')).toEqual({ objects: 9, shop: false })
  })
  expect(await queueOf()).toEqual([{ task: 'sync', told: false }])
})

test('a shop that is paused keeps what came in, and what the law demands does not wait for it', async () => {
  await inShop(async (trx) => await updateTenant(trx, { status: 'paused' }))
  const head = { shop, eventId: 'asked', triggeredAt: null } as const
  await receiveWebhooks(database.db, [
    delivery('orders', 1),
    { ...head, task: 'compliance', kind: 'customer_redaction', customerId: '5', ids: [] },
  ])
  await makeDue()
  expect(await claim()).toEqual(['compliance'])
  await inShop(async (trx) => await updateTenant(trx, { status: 'active' }))
  expect(await claim()).toEqual(['sync'])
})

test('a removed shop takes nothing in, and its queue is gone', async () => {
  await receiveWebhooks(database.db, [delivery('orders', 1)])
  await removeTenant(database.db, tenantId)
  expect(await queueOf()).toEqual([])
  expect(await receiveWebhooks(database.db, [delivery('orders', 2)])).toBe(0)
})

test('handled webhooks are kept for as long as Shopify may repeat them, open ones for ever', async () => {
  await receiveWebhooks(
    database.db,
    [1, 2, 3].map((id) => delivery('orders', id)),
  )
  await inShop(async (trx) => {
    await sql`
      update webhook_deliveries set
        received_at = now() - interval '9 days',
        handled_at = case event_id when 'e1' then now() - interval '3 days'
          when 'e2' then now() - interval '1 day' end
    `.execute(trx)
    await purgeWebhooks(trx)
    const left = await trx.selectFrom('webhook_deliveries').select('event_id').execute()
    expect(left.map((row) => row.event_id).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'e2',
      'e3',
    ])
  })
})
