import { afterAll, beforeAll, expect, test } from 'vitest'
import { markDeleted } from '../ingest/index.ts'
import { order, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { orderingHistory, type OrderingHistoryInput } from './ordering-history.ts'

let shops: TestShops
let shop: TestShop

const placed = (id: string, customerId: string | null, processedAt: string) =>
  order({
    id,
    customerId,
    processedAt,
    sales: [sale({ id, totalAmount: '10.00', happenedAt: processedAt })],
  })

// 2 March 2026 is a Monday. Customer 1 ordered before, and twice on the 4th; a guest on the 4th.
beforeAll(async () => {
  shops = await createTestShops()
  shop = await shops.addShop('Europe/Berlin', 'USD')
  await shop.ingest(
    placed('11', '1', '2026-01-10T12:00:00Z'),
    placed('12', '1', '2026-03-02T12:00:00Z'),
    placed('13', '1', '2026-03-04T09:00:00Z'),
    placed('14', '1', '2026-03-04T10:00:00Z'),
    placed('15', '1', '2026-03-31T22:00:00Z'), // the first minute of April, summer time
    placed('21', '2', '2026-03-03T12:00:00Z'),
    placed('22', '2', '2026-03-09T12:00:00Z'),
    placed('31', '3', '2026-03-08T23:30:00Z'), // the next Monday, winter time
    placed('91', null, '2026-03-04T12:00:00Z'),
  )
  await shop.drain()
})
afterAll(async () => await shops.drop())

/** Ordering customers, orders of guests, new, returning, and the two rates, bucket by bucket. */
async function history(input: OrderingHistoryInput) {
  const buckets = await shop.run((trx) => orderingHistory(trx, input))
  return buckets?.map((bucket) => [
    bucket.orderingCustomers,
    bucket.guestOrders,
    bucket.newCustomers,
    bucket.returningCustomers,
    bucket.returningCustomerRate,
    bucket.repeatPurchaseRate,
  ])
}

const days = (from: string, to: string) => ({ from: `2026-${from}`, to: `2026-${to}` })

test('a customer counts once on each day, however often she orders', async () => {
  expect(await history({ range: days('03-01', '03-04'), interval: 'day' })).toEqual([
    [0, 0, 0, 0, null, null],
    [1, 0, 0, 1, 1, 0],
    [1, 0, 1, 0, 0, 0],
    [1, 1, 0, 1, 1, 1],
  ])
})

test('a customer counts once in each week, and again in the next', async () => {
  expect(await history({ range: days('03-02', '03-15'), interval: 'week' })).toEqual([
    [2, 1, 1, 1, 0.5, 0.5],
    [2, 0, 1, 1, 0.5, 0],
  ])
})

test('a month is that of the shop’s own clock, and one without orders has no rates', async () => {
  expect(await history({ range: days('01-01', '04-30'), interval: 'month' })).toEqual([
    [1, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, null, null],
    [3, 1, 2, 2, 0.666667, 0.666667],
    [1, 0, 0, 1, 1, 0],
  ])
})

test('a bucket that the range cuts knows only the orders inside', async () => {
  expect(await history({ range: days('03-04', '03-09'), interval: 'week' })).toEqual([
    [1, 1, 0, 1, 1, 1],
    [2, 0, 1, 1, 0.5, 0],
  ])
  expect(await history({ range: days('03-03', '03-03'), interval: 'month' })).toEqual([
    [1, 0, 1, 0, 0, 0],
  ])
})

test('an earlier period is cut where the range is', async () => {
  const range = days('03-08', '03-14') // a Sunday, and six days of the next week
  const compared = { ...days('03-01', '03-07'), earlierBy: { days: 7 } }
  expect(await history({ range, compared, interval: 'week' })).toEqual([
    [0, 0, 0, 0, null, null],
    [2, 1, 1, 1, 0.5, 0.5],
  ])
})

test('an earlier year gives the 29th of February to the 28th', async () => {
  const range = { from: '2029-02-28', to: '2029-03-01' }
  const compared = { from: '2028-02-28', to: '2028-03-01', earlierBy: { years: 1 } }
  await shop.ingest(
    placed('41', '4', '2028-02-28T12:00:00Z'),
    placed('42', '4', '2028-02-29T12:00:00Z'),
    placed('43', '4', '2028-03-01T12:00:00Z'),
  )
  await shop.drain()
  expect(await history({ range, compared, interval: 'day' })).toEqual([
    [1, 0, 1, 1, 1, 1],
    [1, 0, 0, 1, 1, 0],
  ])
  const leap = { from: '2028-02-28', to: '2028-03-01' }
  const before = { from: '2027-02-28', to: '2027-03-01', earlierBy: { years: 1 } }
  await shop.ingest(placed('51', '5', '2027-02-28T12:00:00Z'))
  await shop.ingest(placed('52', '5', '2027-03-01T12:00:00Z'))
  await shop.drain()
  expect(await history({ range: leap, compared: before, interval: 'day' })).toEqual([
    [1, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, null, null],
    [1, 0, 0, 1, 1, 0],
  ])
})

const asked = { range: days('03-02', '03-15'), interval: 'week' } as const

test('first orders alone tell all: who comes back within the bucket is returning', async () => {
  // 2 and 3 for the first time, 2 once more in the week after.
  expect(await history({ ...asked, filters: { customerType: 'new' } })).toEqual([
    [1, 0, 1, 0, 0, 0],
    [1, 0, 1, 0, 0, 0],
  ])
  const month = { range: days('03-01', '03-31'), interval: 'month' } as const
  expect(await history({ ...month, filters: { customerType: 'new' } })).toEqual([
    [2, 0, 2, 1, 0.5, 0],
  ])
})

test('later orders tell who placed them, not who placed two', async () => {
  expect(await history({ ...asked, filters: { customerType: 'returning' } })).toEqual([
    [1, 0, 0, 1, 1, null],
    [1, 0, 0, 1, 1, null],
  ])
})

test('guests are nobody', async () => {
  expect(await history({ ...asked, filters: { customerType: 'guest' } })).toEqual([
    [0, 1, 0, 0, null, null],
    [0, 0, 0, 0, null, null],
  ])
})

test('of a channel the first orders and the guests’ are told, and the rest is not', async () => {
  const web = { channel: 'web' }
  expect(await history({ ...asked, filters: web })).toEqual([
    [null, 1, 1, null, null, null],
    [null, 0, 1, null, null, null],
  ])
  expect(await history({ ...asked, filters: { ...web, customerType: 'new' } })).toEqual([
    [1, 0, 1, null, null, 0],
    [1, 0, 1, null, null, 0],
  ])
  expect(await history({ ...asked, filters: { ...web, customerType: 'guest' } })).toEqual([
    [0, 1, 0, 0, null, null],
    [0, 0, 0, 0, null, null],
  ])
  expect(await history({ ...asked, filters: { channel: 'pos' } })).toEqual([
    [null, 0, 0, null, null, null],
    [null, 0, 0, null, null, null],
  ])
})

test('of a product nothing is told', async () => {
  expect(await history({ ...asked, filters: { product: '7' } })).toBe(undefined)
})

test('a first order that is deleted makes the next one the first', async () => {
  await shop.run((trx) => markDeleted(trx, 'orders', ['11'], null))
  await shop.drain()
  expect(await history({ range: days('03-02', '03-15'), interval: 'week' })).toEqual([
    [2, 1, 2, 1, 0.5, 0.5],
    [2, 0, 1, 1, 0.5, 0],
  ])
})
