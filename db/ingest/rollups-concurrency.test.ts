import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
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

test('a drain leaves alone a mark that a transaction under way has renewed', async () => {
  await shop.ingest(sold('1'))
  await shop.run(async (writing) => {
    await ingestOrders(writing, [sold('2')])
    const drained = await shop.run((trx) => refreshRollups(trx))
    expect(drained).toMatchObject({ days: 0, customers: 0, remaining: 2 })
  })
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
  expect(await shop.run((trx) => readDays(trx))).toMatchObject({ '2026-03-10 USD': { orders: 2 } })
})

test('a mark written while its day is drained waits, and then stands anew', async () => {
  await shop.ingest(sold('1'))
  let writing: Promise<unknown> | undefined
  await shop.run(async (draining) => {
    expect(await refreshRollups(draining)).toMatchObject({ days: 1, customers: 1, remaining: 0 })
    writing = shop.ingest(sold('2'))
    await someoneWaits()
  })
  await writing
  expect(await shop.run(verifyRollups)).not.toEqual([])
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
})

test('writers and drains that all come at once end in true figures', async () => {
  const ids = Array.from({ length: 12 }, (_, at) => `${at + 1}`)
  const drains = ids.map(async () => await shop.run((trx) => refreshRollups(trx, { maxDays: 1 })))
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
