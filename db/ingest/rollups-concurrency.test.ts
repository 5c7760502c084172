import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  countDirty,
  ingestOrders,
  markDeleted,
  reassignCustomers,
  refreshRollups,
  verifyRollups,
} from './index.ts'
import { order, sale } from './testing/inputs.ts'
import { readDays } from './testing/read-rollups.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
})
beforeEach(async () => {
  shop = await shops.addShop('UTC', 'USD')
})
afterAll(async () => await shops.drop())

const sold = (id: string, customerId = '7') => order({ id, customerId, sales: [sale({ id: '1' })] })
const dearer = (id: string) => ({
  ...order({ id, customerId: '7', sales: [sale({ id: '1', totalAmount: '30.0' })] }),
  updatedAt: '2026-03-11T12:00:00Z',
})

test('a drain leaves alone a mark that a transaction under way has renewed', async () => {
  await shop.ingest(sold('1'))
  await shop.run(async (writing) => {
    await ingestOrders(writing, [dearer('1')])
    const drained = await shop.run((trx) => refreshRollups(trx))
    expect(drained).toMatchObject({ orders: 0, done: false })
  })
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
  expect(await shop.run((trx) => readDays(trx))).toMatchObject({
    '2026-03-10 USD': { orders: 1, total_sales: '30' },
  })
})

test('a mark written while its order is drained waits, and then stands anew', async () => {
  await shop.ingest(sold('1'))
  let writing: Promise<unknown> | undefined
  await shop.run(async (draining) => {
    expect(await refreshRollups(draining)).toMatchObject({ orders: 1, done: true })
    writing = shop.ingest(dearer('1'))
    await someoneWaits()
  })
  await writing
  expect(await shop.run(verifyRollups)).not.toEqual([])
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
})

test('an order that moves among its customer’s while it is being changed leaves with what is counted of it', async () => {
  await shop.ingest(sold('2'))
  await shop.drain()
  await shop.ingest({ ...sold('1'), processedAt: '2026-03-09T12:00:00Z' })
  await shop.run(async (writing) => {
    await ingestOrders(writing, [dearer('2')])
    // Order 2 is no longer its customer's first; what the writer has made of it can't be seen yet.
    expect(await shop.run((trx) => refreshRollups(trx))).toMatchObject({ orders: 1, done: true })
  })
  expect(await shop.run(countDirty)).toEqual({ orders: 1, customers: 0, comparisons: 0 })
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
})

test('writers and drains that all come at once end in true figures', async () => {
  const ids = Array.from({ length: 12 }, (_, at) => `${at + 1}`)
  const drains = ids.map(async () => await shop.run((trx) => refreshRollups(trx, { maxOrders: 1 })))
  const writers = ids.flatMap((id) => [
    shop.ingest(sold(id), sold(`${Number(id) + 6}`, '8')),
    shop.run((trx) => markDeleted(trx, 'orders', [id], '2026-03-10T12:00:00Z')),
    shop.run((trx) => reassignCustomers(trx, [{ orderId: id, customerId: '9' }])),
  ])
  await Promise.all([...drains, ...writers])
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
})

/** Resolves when a transaction of this database waits for another one. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (
        select from pg_locks join pg_stat_activity using (pid)
        where not granted and datname = current_database()
      ) as waiting
    `.execute(shops.db)
    if (rows[0]?.waiting === true) return
  }
}
