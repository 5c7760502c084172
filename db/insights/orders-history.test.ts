import { afterAll, beforeAll, expect, test } from 'vitest'
import { order, reversal, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { ordersHistory, type OrdersHistoryInput } from './orders-history.ts'

const timeZone = 'Europe/Berlin'
let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
  shop = await shops.addShop('Europe/Berlin', 'EUR')
  const placed = (id: string, processedAt: string, amount: string) =>
    order({
      id,
      processedAt,
      currencyCode: 'EUR',
      sales: [sale({ id, currencyCode: 'EUR', totalAmount: amount, taxAmount: '1.00' })],
    })
  await shop.ingest(
    placed('1', '2026-03-01T12:00:00Z', '11.00'), // a Sunday
    placed('2', '2026-03-02T12:00:00Z', '21.00'), // a Monday
    placed('3', '2026-03-03T12:00:00Z', '31.00'),
    placed('4', '2026-03-31T21:59:00Z', '41.00'), // the last minute of March, summer time
    placed('5', '2026-03-31T22:00:00Z', '51.00'), // the first one of April
    {
      ...placed('6', '2026-03-02T12:00:00Z', '61.00'),
      sales: [
        sale({ id: '60', currencyCode: 'EUR', totalAmount: '61.00', taxAmount: '1.00' }),
        reversal({
          id: '61',
          currencyCode: 'EUR',
          happenedAt: '2026-03-04T12:00:00Z',
          totalAmount: '-61.00',
          taxAmount: '-1.00',
        }),
      ],
    },
  )
  await shop.drain()
})
afterAll(async () => await shops.drop())

async function history(
  from: string,
  to: string,
  interval: OrdersHistoryInput['interval'],
  reversals: OrdersHistoryInput['reversals'] = 'event',
) {
  const buckets = await shop.run((trx) =>
    ordersHistory(trx, { range: { from, to }, interval, reversals, currencyCode: 'EUR', timeZone }),
  )
  return buckets.map(({ date, orders, totalSales }) => `${date} ${orders} ${totalSales}`)
}

test('days without a sale are buckets of zeros', async () => {
  expect(await history('2026-02-28', '2026-03-05', 'day')).toEqual([
    '2026-02-28 0 0.00',
    '2026-03-01 1 11.00',
    '2026-03-02 2 82.00',
    '2026-03-03 1 31.00',
    '2026-03-04 0 -61.00',
    '2026-03-05 0 0.00',
  ])
})

test('by order date a return lies on the day of its order', async () => {
  expect(await history('2026-03-02', '2026-03-04', 'day', 'order')).toEqual([
    '2026-03-02 2 21.00',
    '2026-03-03 1 31.00',
    '2026-03-04 0 0.00',
  ])
})

test('weeks begin on Monday, and a week that the range cuts holds only the days inside', async () => {
  expect(await history('2026-03-01', '2026-03-10', 'week')).toEqual([
    '2026-02-23 1 11.00',
    '2026-03-02 3 52.00',
    '2026-03-09 0 0.00',
  ])
  expect(await history('2026-03-03', '2026-03-03', 'week')).toEqual(['2026-03-02 1 31.00'])
})

test('months begin on the 1st, and the shop’s own clock decides which month it is', async () => {
  expect(await history('2026-03-02', '2026-04-15', 'month')).toEqual([
    '2026-03-01 4 93.00',
    '2026-04-01 1 51.00',
  ])
  expect(await history('2026-03-02', '2026-03-31', 'month')).toEqual(['2026-03-01 4 93.00'])
})

test('a range has the same sum by day, by week and by month', async () => {
  for (const reversals of ['event', 'order'] as const) {
    const sums = await Promise.all(
      (['day', 'week', 'month'] as const).map(async (interval) => {
        const buckets = await shop.run((trx) =>
          ordersHistory(trx, {
            range: { from: '2026-01-15', to: '2026-05-20' },
            interval,
            reversals,
            currencyCode: 'EUR',
            timeZone,
          }),
        )
        return buckets.reduce((sum, b) => sum + BigInt(b.netSales.replace('.', '')), 0n)
      }),
    )
    expect(sums).toEqual([15000n, 15000n, 15000n])
  }
})

test('each bucket has its own average, which a return does not move', async () => {
  const [bucket] = await shop.run((trx) =>
    ordersHistory(trx, {
      range: { from: '2026-03-02', to: '2026-03-08' },
      interval: 'week',
      reversals: 'event',
      currencyCode: 'EUR',
      timeZone,
    }),
  )
  expect(bucket).toMatchObject({
    orders: 3,
    grossSales: '110.00',
    returns: '-60.00',
    taxes: '2.00',
    // (20 + 30 + 60) / 3
    averageOrderValue: '36.67',
  })
})

test('buckets in the future are there', async () => {
  expect(await history('2099-12-31', '2100-01-01', 'day')).toEqual([
    '2099-12-31 0 0.00',
    '2100-01-01 0 0.00',
  ])
})

test('a shop without any order has buckets too', async () => {
  const empty = await shops.addShop('UTC', 'JPY')
  const buckets = await empty.run((trx) =>
    ordersHistory(trx, {
      range: { from: '2026-03-01', to: '2026-03-03' },
      interval: 'day',
      reversals: 'event',
      currencyCode: 'JPY',
      timeZone: 'UTC',
    }),
  )
  expect(buckets.map((b) => b.totalSales)).toEqual(['0', '0', '0'])
})
