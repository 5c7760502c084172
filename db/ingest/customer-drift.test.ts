import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  compareRollups,
  countDirty,
  ingestCustomers,
  ingestOrders,
  refreshRollups,
  verifyRollups,
} from './index.ts'
import { customer, order, sale } from './testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

const bought = (id: string, customerId: string, totalAmount: string) =>
  order({ id, customerId, sales: [sale({ id: '1', totalAmount })] })

const spent = (id: string, amountSpent: string, updatedAt: string) =>
  customer({ id, amountSpent, amountSpentCurrencyCode: 'USD', updatedAt })

const differing = async (): Promise<string[]> =>
  await shop.run(async (trx) => {
    const { rows } = await sql<{ said: string }>`
      select concat_ws(' ', customer_id, difference::float8) as said from customer_drift order by 1
    `.execute(trx)
    return rows.map(({ said }) => said)
  })

const read = async (...customers: ReturnType<typeof spent>[]): Promise<unknown> =>
  await shop.run((trx) => ingestCustomers(trx, customers))

beforeEach(async () => {
  shop = await shops.addShop('UTC', 'USD')
  await read(spent('1', '20', '2026-03-10T00:00:00Z'), spent('2', '5', '2026-03-10T00:00:00Z'))
  await shop.ingest(bought('11', '1', '20.00'), bought('21', '2', '4.00'))
  await shop.drain()
})

test('a customer is compared when the orders have been counted, not before', async () => {
  expect(await differing()).toEqual(['2 -1'])
  await read(spent('1', '50', '2026-03-11T00:00:00Z'), spent('2', '4', '2026-03-11T00:00:00Z'))
  expect(await differing()).toEqual(['2 -1'])
  const { waiting, rollups } = await shop.run((trx) => compareRollups(trx))
  expect(waiting).toEqual({ orders: 0, customers: 0, comparisons: 2 })
  expect(rollups.filter(({ differences }) => differences > 0)).toEqual([])

  await shop.ingest(bought('12', '1', '30.00'))
  await shop.drain()
  expect(await differing()).toEqual([])
  expect(await shop.run(countDirty)).toEqual({ orders: 0, customers: 0, comparisons: 0 })
  expect(await shop.run(verifyRollups)).toEqual([])
})

test('beside a pull only those whose orders changed are compared', async () => {
  await read(spent('1', '50', '2026-03-11T00:00:00Z'), spent('2', '4', '2026-03-11T00:00:00Z'))
  await shop.ingest(bought('12', '1', '31.00'))
  expect(await shop.run((trx) => refreshRollups(trx, { beside: true }))).toEqual({
    orders: 1,
    customers: 0,
    compared: 1,
    done: false,
  })
  expect(await differing()).toEqual(['1 1', '2 -1'])
  expect(await shop.run((trx) => refreshRollups(trx))).toEqual({
    orders: 0,
    customers: 0,
    compared: 1,
    done: true,
  })
  expect(await differing()).toEqual(['1 1'])
})

test('customers who were not read are compared when their orders change', async () => {
  await shop.ingest(bought('12', '1', '1.00'))
  await shop.drain()
  expect(await differing()).toEqual(['1 1', '2 -1'])
})

test('whoever is read anew while others are compared waits again', async () => {
  await read(spent('1', '21', '2026-03-11T00:00:00Z'))
  await shop.run(async (writing) => {
    await ingestCustomers(writing, [spent('1', '22', '2026-03-12T00:00:00Z')])
    const drained = await shop.run((trx) => refreshRollups(trx))
    expect(drained).toMatchObject({ compared: 0, done: false })
  })
  await shop.drain()
  expect(await differing()).toEqual(['1 -2', '2 -1'])
})

test('a pull of customers does not wait for a drain', async () => {
  await shop.run(async (draining) => {
    await ingestOrders(draining, [bought('12', '1', '30.00')])
    await refreshRollups(draining)
    await read(spent('2', '4', '2026-03-11T00:00:00Z'))
  })
  await shop.drain()
  expect(await differing()).toEqual(['1 30'])
})
