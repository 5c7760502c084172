import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestCustomers, markDeleted, reassignCustomers, verifyRollups } from './index.ts'
import { customer, order, sale } from './testing/inputs.ts'
import { readCustomers, readDays } from './testing/read-rollups.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

async function days(shop: TestShop) {
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
  return await shop.run((trx) => readDays(trx))
}

test('a deleted order leaves its days and its customer; one that comes back newer is back', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  const kept = order({ id: '1', customerId: '7', sales: [sale({ id: '1' })] })
  const gone = order({
    id: '2',
    customerId: '7',
    processedAt: '2026-02-10T12:00:00Z',
    sales: [sale({ id: '1' })],
  })
  await shop.ingest(kept, gone)
  await shop.drain()
  const deletedAt = '2026-03-20T00:00:00Z'
  expect(await shop.run((trx) => markDeleted(trx, 'orders', ['2', '3'], deletedAt))).toBe(1)
  expect(await shop.run((trx) => markDeleted(trx, 'orders', ['2'], deletedAt))).toBe(0)
  expect(Object.keys(await days(shop))).toEqual(['2026-03-10 USD'])
  const alone = '10, 1, 2026-03-10T12:00:00.000Z, 2026-03-10T12:00:00.000Z, 2026-03-01'
  expect(await shop.run(readCustomers)).toEqual({ '7 USD': alone })

  expect(await shop.ingest({ ...gone, name: 'late' })).toMatchObject({ changed: 0, stale: 1 })
  await shop.ingest({ ...gone, updatedAt: '2026-03-20T00:00:01Z' })
  expect(Object.keys(await days(shop))).toEqual(['2026-02-10 USD', '2026-03-10 USD'])
  expect(await shop.run(readCustomers)).toEqual({
    '7 USD': '20, 2, 2026-02-10T12:00:00.000Z, 2026-03-10T12:00:00.000Z, 2026-02-01',
  })
})

test('a merge moves the orders to the customer who stays, though the orders did not change', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  const one = order({ id: '1', customerId: '7', sales: [sale({ id: '1' })] })
  const two = order({ id: '2', customerId: '8', sales: [sale({ id: '1' })] })
  await shop.ingest(one, two)
  await shop.run((trx) => ingestCustomers(trx, [customer({ id: '7' }), customer({ id: '8' })]))
  await shop.drain()
  await shop.run(async (trx) => {
    const moved = [
      { orderId: '1', customerId: '8' },
      { orderId: '2', customerId: '8' },
    ]
    expect(await reassignCustomers(trx, moved)).toBe(1)
    await markDeleted(trx, 'customers', ['7'], '2026-03-20T00:00:00Z')
  })
  await days(shop)
  expect(await shop.run(readCustomers)).toEqual({
    '8 USD': '20, 2, 2026-03-10T12:00:00.000Z, 2026-03-10T12:00:00.000Z, 2026-03-01',
  })
  // Reading the order again, now with its new customer, is no change.
  expect(await shop.ingest({ ...one, customerId: '8' })).toMatchObject({ unchanged: 1 })
})

test('a customer who was deleted has no lifetime value, and has it again when back', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  await shop.ingest(order({ id: '1', customerId: '7', sales: [sale({ id: '1' })] }))
  await shop.run((trx) => ingestCustomers(trx, [customer({ id: '7' })]))
  await shop.run((trx) => markDeleted(trx, 'customers', ['7'], null))
  await days(shop)
  expect(await shop.run(readCustomers)).toEqual({})
  await shop.run((trx) => ingestCustomers(trx, [customer({ id: '7' })], { revive: true }))
  await days(shop)
  expect(Object.keys(await shop.run(readCustomers))).toEqual(['7 USD'])
})
