import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { countRejected, ingestCustomers, type CustomerInput } from './index.ts'
import { customer } from './testing/inputs.ts'
import { physicalRows } from './testing/physical-rows.ts'
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

const ingest = async (...batch: CustomerInput[]) =>
  await shop.run((trx) => ingestCustomers(trx, batch))
const stored = async () =>
  await shop.run((trx) => trx.selectFrom('customers').selectAll().orderBy('id').execute())

test('a customer is kept with what Shopify says of them, and when that was read', async () => {
  const result = await ingest(customer({ id: '7', amountSpent: '12.5', ordersCount: '3' }))
  expect(result).toEqual({ changed: 1, unchanged: 0, stale: 0, rejected: 0 })
  expect(await stored()).toMatchObject([
    {
      id: '7',
      display_name: 'Customer 7',
      shopify_amount_spent: '12.5',
      shopify_currency_code: 'USD',
      shopify_orders_count: '3',
      shopify_read_at: new Date('2026-04-01T00:00:00Z'),
    },
  ])
})

test('reading the same customer again is no change and no write', async () => {
  await ingest(customer({ id: '7' }), customer({ id: '8' }))
  const before = await shop.run(physicalRows)
  const again = { readAt: '2026-05-01T00:00:00Z' }
  const result = await ingest(
    customer({ id: '7', ...again }),
    customer({ id: '8', ...again, amountSpent: '0.00' }),
  )
  expect(result).toMatchObject({ changed: 0, unchanged: 2 })
  expect(await shop.run(physicalRows)).toEqual(before)
})

test('a value that Shopify caught up with is a change, even under the same time', async () => {
  await ingest(customer({ id: '7' }))
  const caughtUp = { amountSpent: '45.0', readAt: '2026-05-01T00:00:00Z' }
  expect(await ingest(customer({ id: '7', ...caughtUp }))).toMatchObject({ changed: 1 })
  expect(await stored()).toMatchObject([
    { shopify_amount_spent: '45.0', shopify_read_at: new Date('2026-05-01T00:00:00Z') },
  ])
})

test('an older version is left alone, and one that makes no sense is set aside', async () => {
  await ingest(customer({ id: '7', updatedAt: '2026-02-01T00:00:00Z' }))
  const result = await ingest(
    customer({ id: '7', displayName: 'older' }),
    customer({ id: '8', amountSpent: 'a lot' }),
  )
  expect(result).toEqual({ changed: 0, unchanged: 0, stale: 1, rejected: 1 })
  expect(await stored()).toMatchObject([{ id: '7', display_name: 'Customer 7' }])
  expect(await shop.run((trx) => countRejected(trx, 'customers'))).toBe(1)
})
