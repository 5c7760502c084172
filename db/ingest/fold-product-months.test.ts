import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../index.ts'
import { productSales } from '../insights/index.ts'
import { compareRollups, foldProductMonths, rebuildRollups, saveShopInfo } from './index.ts'
import { line, order, reversal, sale } from './testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

/** An order of two lamps for 20.00, of which one may come back. */
const lamps = (id: string, processedAt: string, returnedAt?: string) =>
  order({
    id,
    processedAt,
    updatedAt: returnedAt ?? processedAt,
    lines: [line({ id: '11', productId: '5', variantId: '50', quantity: 2 })],
    sales: [
      sale({ id: '1', quantity: 2, totalAmount: '20.00', lineItemId: '11' }),
      ...(returnedAt === undefined
        ? []
        : [reversal({ id: '2', happenedAt: returnedAt, totalAmount: '-10.00', lineItemId: '11' })]),
    ],
  })

/** One lamp order in each of January, February and April 2025, all counted. */
async function createShop(): Promise<TestShop> {
  const shop = await shops.addShop('America/New_York', 'USD')
  await shop.ingest(
    lamps('1', '2025-02-01T03:00:00Z'),
    lamps('2', '2025-02-10T12:00:00Z'),
    lamps('3', '2025-04-10T12:00:00Z'),
  )
  await shop.drain()
  return shop
}

const fold = (shop: TestShop, restHours = 0) =>
  shop.run((trx) => foldProductMonths(trx, { restHours }))

const months = (shop: TestShop) =>
  shop.run(async (trx) => {
    const rows = await trx
      .selectFrom('product_months')
      .select(['month', 'units', 'net_sales', 'last_sold_on'])
      .where('part', '=', 'event')
      .orderBy('month')
      .execute()
    return rows.map((row) => [row.month, row.units, Number(row.net_sales), row.last_sold_on])
  })

/** Of a range, from months and days as they are; and no rollup may differ from what it is made of. */
async function sold(shop: TestShop, from: string | null, to: string | null) {
  return await inTenant(shops.db, shop.tenantId, async (trx) => {
    const { rollups } = await compareRollups(trx)
    expect(rollups.filter(({ differences }) => differences > 0)).toEqual([])
    const found = await productSales(trx, {
      range: { from, to },
      reversals: 'event',
      currencyCode: 'USD',
      by: 'variant',
      show: 'sold',
      sort: 'netSales',
      direction: 'desc',
      limit: 10,
    })
    const { unitsSold, unitsReturned, netSales } = found.total
    return [unitsSold, unitsReturned, netSales, found.rows[0]?.lastSoldOn]
  })
}

test('months that are over are added up, empty ones too, and ranges read them with their edges by day', async () => {
  const shop = await createShop()
  expect(await sold(shop, null, null)).toEqual([6, 0, '60.00', '2025-04-10'])
  expect(await fold(shop)).toBe(4)
  // The first one was still January in New York.
  expect(await months(shop)).toEqual([
    ['2025-01-01', '2', 20, '2025-01-31'],
    ['2025-02-01', '2', 20, '2025-02-10'],
    ['2025-04-01', '2', 20, '2025-04-10'],
  ])
  expect(await sold(shop, null, null)).toEqual([6, 0, '60.00', '2025-04-10'])
  expect(await sold(shop, '2025-01-01', '2025-02-28')).toEqual([4, 0, '40.00', '2025-04-10'])
  expect(await sold(shop, '2025-01-31', '2025-02-09')).toEqual([2, 0, '20.00', '2025-04-10'])
  expect(await sold(shop, '2025-02-11', '2025-04-09')).toEqual([0, 0, '0.00', undefined])
  expect(await sold(shop, null, '2025-02-28')).toEqual([4, 0, '40.00', '2025-04-10'])
  expect(await fold(shop)).toBe(0)
})

test('the month that is not over is read by its days', async () => {
  const shop = await createShop()
  const today = new Date().toISOString()
  await shop.ingest(lamps('4', today))
  await shop.drain()
  let folded = 0
  for (let more = -1; more !== 0; folded += more) more = await fold(shop)
  expect(folded).toBeGreaterThan(4)
  expect((await months(shop)).length).toBe(3)
  expect((await sold(shop, null, null))?.slice(0, 3)).toEqual([8, 0, '80.00'])
})

test('what changes later makes its months stale, both of before and after, and no other', async () => {
  const shop = await createShop()
  await fold(shop)
  // The order of January moves to March, and one of February's lamps comes back in April.
  await shop.ingest(
    { ...lamps('1', '2025-03-15T12:00:00Z'), updatedAt: '2025-05-01T00:00:00Z' },
    lamps('2', '2025-02-10T12:00:00Z', '2025-04-20T12:00:00Z'),
  )
  // It waits: the months and the days are as they were counted last.
  expect(await sold(shop, null, null)).toEqual([6, 0, '60.00', '2025-04-10'])
  await shop.drain()
  expect(await sold(shop, '2025-01-01', '2025-01-31')).toEqual([0, 0, '0.00', undefined])
  expect(await sold(shop, '2025-03-01', '2025-04-30')).toEqual([4, 1, '30.00', '2025-04-10'])
  expect(await sold(shop, null, null)).toEqual([6, 1, '50.00', '2025-04-10'])
  const stale = await shop.run((trx) =>
    trx
      .selectFrom('folded_months')
      .select('month')
      .where('stale', '=', true)
      .orderBy('month')
      .execute(),
  )
  expect(stale.map(({ month }) => month)).toEqual([
    '2025-01-01',
    '2025-02-01',
    '2025-03-01',
    '2025-04-01',
  ])
  expect(await fold(shop, 6)).toBe(0)
  expect(await fold(shop)).toBe(4)
  expect(await months(shop)).toEqual([
    ['2025-02-01', '2', 20, '2025-02-10'],
    ['2025-03-01', '2', 20, '2025-03-15'],
    ['2025-04-01', '1', 10, '2025-04-10'],
  ])
  expect(await sold(shop, null, null)).toEqual([6, 1, '50.00', '2025-04-10'])
})

test('a rebuild, and another time zone, begin anew', async () => {
  const shop = await createShop()
  await fold(shop)
  const info = { name: 'Shop', plan: null, currencyCode: 'USD', readAt: '2026-03-11T00:00:00Z' }
  await shop.run((trx) => saveShopInfo(trx, { ...info, timeZone: 'UTC' }))
  await shop.drain()
  expect(await months(shop)).toEqual([])
  expect(await sold(shop, '2025-01-01', '2025-01-31')).toEqual([0, 0, '0.00', undefined])
  await fold(shop)
  expect(await months(shop)).toEqual([
    ['2025-02-01', '4', 40, '2025-02-10'],
    ['2025-04-01', '2', 20, '2025-04-10'],
  ])
  await shop.run(rebuildRollups)
  await shop.drain()
  expect(await sold(shop, null, null)).toEqual([6, 0, '60.00', '2025-04-10'])
})
