import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestCustomers, markDeleted } from '../ingest/index.ts'
import { customer } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { existingCustomers } from './existing-customers.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(() => shops.drop())

const count = (shop: TestShop, timeZone: string, ...ends: (string | null)[]) =>
  shop.run((trx) => existingCustomers(trx, { ends, timeZone }))

const at = (id: string, createdAt: string, updatedAt = createdAt) =>
  customer({ id, createdAt, updatedAt })

test('who existed at the end of a day is decided by the shop’s own clock', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  await shop.run((trx) =>
    ingestCustomers(trx, [
      at('1', '2026-03-01T10:30:00Z'), // March 1 at 00:30 in Kiritimati, after 23:30 in Niue
      at('2', '2026-03-02T09:30:00Z'), // March 2 at 23:30 in Kiritimati, March 1 at 22:30 in Niue
      at('3', '2026-03-02T10:00:00Z'), // March 3 at 00:00 in Kiritimati
      at('4', '2026-03-02T11:00:00Z'), // March 2 at 00:00 in Niue
    ]),
  )
  const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03', null]
  expect(await count(shop, 'Pacific/Kiritimati', ...days)).toEqual([0, 0, 0, 2, 4, 4])
  expect(await count(shop, 'UTC', ...days)).toEqual([0, 0, 1, 4, 4, 4])
  expect(await count(shop, 'Pacific/Niue', ...days)).toEqual([0, 1, 3, 4, 4, 4])
})

test('deletions, returns and changed times are counted as they come', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  const ends = ['2026-03-01', '2026-03-02', null]
  const customers = [at('1', '2026-03-01T12:00:00Z'), at('2', '2026-03-02T12:00:00Z')]
  await shop.run((trx) => ingestCustomers(trx, customers))
  expect(await count(shop, 'UTC', ...ends)).toEqual([1, 2, 2])
  await shop.run((trx) => markDeleted(trx, 'customers', ['1'], null))
  expect(await count(shop, 'UTC', ...ends)).toEqual([0, 1, 1])
  await shop.run((trx) =>
    ingestCustomers(trx, [at('2', '2026-03-01T00:00:00Z', '2026-03-05T00:00:00Z')]),
  )
  expect(await count(shop, 'UTC', ...ends)).toEqual([1, 1, 1])
  await shop.run((trx) =>
    ingestCustomers(trx, [at('1', '2026-03-01T12:00:00Z', '2100-01-01T00:00:00Z')]),
  )
  expect(await count(shop, 'UTC', ...ends)).toEqual([2, 2, 2])
})
