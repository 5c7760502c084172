import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantTrx } from '../index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { earlierProductSales } from './earlier-product-sales.ts'
import { productHistory } from './product-history.ts'
import { productInfo } from './product-info.ts'
import type { ProductSort } from './product-order.ts'
import { type ProductRow, productSales, type ProductSalesInput } from './product-sales.ts'
import { productVariants } from './product-variants.ts'
import { createProductShop } from './testing/product-shop.ts'

let database: TestDatabase
let run: <T>(work: (trx: TenantTrx) => Promise<T>) => Promise<T>
beforeAll(async () => {
  database = await createTestDatabase()
  run = (await createProductShop(database.db)).run
})
afterAll(() => database.drop())

const range = { from: '2026-03-01', to: '2026-03-31' }
const terms = { range, reversals: 'event', currencyCode: 'USD' } as const

const list = (change: Partial<ProductSalesInput> = {}) =>
  run((trx) =>
    productSales(trx, {
      ...terms,
      by: 'product',
      show: 'sold',
      sort: 'netSales',
      direction: 'desc',
      limit: 50,
      ...change,
    }),
  )

test('what was sold, what came back and what is left of it, by product', async () => {
  const { rows, total, more } = await list()
  expect(rows[0]).toEqual({
    productId: '1',
    variantId: '0',
    title: 'Lamp',
    variantTitle: null,
    sku: null,
    vendor: 'Lux',
    productType: 'Light',
    state: 'active',
    lastSoldOn: '2026-04-01',
    sortValue: '106.5',
    // 3 + 1 + 2, and two for the other currency's money
    unitsSold: 8,
    unitsReturned: 1,
    grossSales: '130.50',
    discounts: '-6.00',
    returns: '-18.00',
    netSales: '106.50',
    // 1 / 8
    returnedUnitsShare: 0.125,
    // 18 / 124.50
    returnedSalesShare: 0.144578,
  })
  expect(rows.map((row) => [row.productId, row.title, row.state, row.netSales])).toEqual([
    ['1', 'Lamp', 'active', '106.50'],
    ['0', null, 'unknown', '12.00'],
    ['3', 'Old lamp', 'deleted', '10.00'],
    ['99', null, 'unknown', '7.25'],
    ['2', 'Mug', 'active', '-16.00'],
  ])
  expect(more).toBe(false)
  expect(total).toEqual({
    rows: 5,
    // 8 + 4 + 2 + 1 + 1, and 1 + 3
    unitsSold: 16,
    unitsReturned: 4,
    grossSales: '167.75',
    discounts: '-6.00',
    returns: '-42.00',
    // 106.50 + 12 + 10 + 7.25 - 16
    netSales: '119.75',
    returnedUnitsShare: 0.25,
    // 42 / 161.75
    returnedSalesShare: 0.25966,
  })
})

test('on the days of their orders, reversals leave the month in which they happened', async () => {
  const { rows } = await list({ reversals: 'order' })
  expect(rows.map((row) => [row.productId, row.unitsSold, row.returns])).toEqual([
    ['1', 8, '-18.00'],
    ['0', 4, '0.00'],
    ['3', 2, '0.00'],
    ['2', 1, '0.00'],
    ['99', 1, '0.00'],
  ])
  const february = await list({
    reversals: 'order',
    range: { from: '2026-02-01', to: '2026-02-28' },
  })
  expect(february.rows[0]).toMatchObject({
    unitsSold: 5,
    unitsReturned: 3,
    netSales: '16.00',
    returnedUnitsShare: 0.6,
    returnedSalesShare: 0.6,
  })
})

test('the rows of a page say what they sold in another period, in the order they were asked for', async () => {
  const ask = (by: 'product' | 'variant', rows: { productId: string; variantId: string }[]) =>
    run((trx) =>
      earlierProductSales(trx, {
        period: { from: '2026-02-01', to: '2026-03-02' },
        reversals: 'event',
        currencyCode: 'USD',
        by,
        rows,
      }),
    )
  const products = ['6', '2', '1'].map((productId) => ({ productId, variantId: '0' }))
  expect(
    (await ask('product', products)).map((row) => [row.unitsSold, row.netSales, row.discounts]),
  ).toEqual([
    [0, '0.00', '0.00'],
    [5, '40.00', '0.00'],
    [6, '84.50', '-6.00'], // 3 + 1, and two for the other currency's money; 60 + 30.50 - 6
  ])
  const variants = ['11', '10'].map((variantId) => ({ productId: '1', variantId }))
  expect((await ask('variant', variants)).map((row) => row.netSales)).toEqual(['30.50', '54.00'])
  expect(await ask('product', [])).toEqual([])
})

test('by variant, with its title and SKU; the sum stays', async () => {
  const { rows, total } = await list({ by: 'variant', sort: 'unitsSold' })
  expect(
    rows.map((row) => [row.productId, row.variantId, row.variantTitle, row.sku, row.unitsSold]),
  ).toEqual([
    ['1', '10', 'Small', 'LAMP-S', 7],
    ['0', '0', null, null, 4],
    ['3', '30', null, null, 2],
    ['1', '11', 'Large', 'LAMP-L', 1],
    ['2', '20', 'Default', 'MUG', 1],
    ['99', '0', null, null, 1],
  ])
  expect(total).toMatchObject({ rows: 6, netSales: '119.75' })
})

test('slow movers: of what is for sale, the fewest units first, and how long nothing was sold', async () => {
  const { rows, total } = await list({ show: 'live', sort: 'unitsSold', direction: 'asc' })
  expect(rows.map((row) => [row.title, row.unitsSold, row.netSales, row.lastSoldOn])).toEqual([
    ['Plate', 0, '0.00', null],
    ['Vase', 0, '0.00', '2026-01-15'],
    ['Mug', 1, '-16.00', '2026-03-10'],
    ['Lamp', 8, '106.50', '2026-04-01'],
  ])
  expect(rows[0]).toMatchObject({ returnedUnitsShare: null, returnedSalesShare: null })
  expect(total).toMatchObject({ rows: 4, netSales: '90.50' })
  const variants = await list({ show: 'live', by: 'variant', sort: 'unitsSold', direction: 'asc' })
  expect(variants.rows.map((row) => [row.variantId, row.unitsSold])).toEqual([
    ['12', 0],
    ['50', 0],
    ['60', 0],
    ['11', 1],
    ['20', 1],
    ['10', 7],
  ])
})

test('page by page by any sort, each row comes once and in the order of the whole', async () => {
  const sorts: ProductSort[] = [
    'netSales',
    'grossSales',
    'discounts',
    'returns',
    'unitsSold',
    'unitsReturned',
    'returnedUnitsShare',
    'returnedSalesShare',
    'lastSoldOn',
    'title',
  ]
  for (const sort of sorts) {
    for (const direction of ['asc', 'desc'] as const) {
      for (const by of ['product', 'variant'] as const) {
        for (const show of ['sold', 'live'] as const) {
          const how = { sort, direction, by, show }
          const whole = await list(how)
          const paged: ProductRow[] = []
          for (let more = true; more;) {
            const page = await list({ ...how, limit: 2, after: paged.at(-1) })
            paged.push(...page.rows)
            expect([how, page.total]).toEqual([how, whole.total])
            more = page.more
          }
          expect([how, paged]).toEqual([how, whole.rows])
        }
      }
    }
  }
})

test('found by a part of title, vendor, type or SKU, whatever the case; signs mean themselves', async () => {
  const found = async (search: string, more: Partial<ProductSalesInput> = {}) =>
    (await list({ search, ...more })).rows.map((row) => row.title)
  expect(await found('LAMP')).toEqual(['Lamp', 'Old lamp'])
  expect(await found('clay')).toEqual(['Mug'])
  expect(await found('light')).toEqual(['Lamp', 'Old lamp'])
  expect(await found('lamp-l')).toEqual(['Lamp'])
  expect((await list({ search: 'lamp-l', by: 'variant' })).rows.map((r) => r.variantId)).toEqual([
    '11',
  ])
  expect(await found('%')).toEqual([])
  const lux = await list({ vendor: 'Lux' })
  expect([lux.rows.map((row) => row.title), lux.total.netSales]).toEqual([
    ['Lamp', 'Old lamp'],
    '116.50',
  ])
  expect((await list({ productType: 'Kitchen' })).rows.map((row) => row.title)).toEqual(['Mug'])
  expect((await list({ productId: '0' })).rows.map((row) => row.netSales)).toEqual(['12.00'])
})

test('a range without sales has totals of nothing', async () => {
  const { rows, total, more } = await list({ range: { from: '2030-01-01', to: null } })
  expect([rows, more]).toEqual([[], false])
  expect(total).toMatchObject({ rows: 0, unitsSold: 0, netSales: '0.00', returnedUnitsShare: null })
})

test('the currency of the shop decides which money counts', async () => {
  const { rows } = await list({ currencyCode: 'CAD' })
  expect(rows[0]).toMatchObject({ productId: '1', unitsSold: 8, netSales: '1000.00' })
  expect((await list({ currencyCode: 'JPY' })).rows[0]).toMatchObject({ netSales: '0' })
})

test('one product: what the mirror knows, what only sales know, and what nobody does', async () => {
  const info = (productId: string) => run((trx) => productInfo(trx, { productId }))
  expect(await info('1')).toEqual({
    productId: '1',
    title: 'Lamp',
    handle: 'lamp',
    vendor: 'Lux',
    productType: 'Light',
    state: 'active',
    lastSoldOn: '2026-04-01',
  })
  expect(await info('5')).toMatchObject({ state: 'active', lastSoldOn: null })
  expect(await info('99')).toMatchObject({ title: null, state: 'unknown' })
  expect(await info('0')).toMatchObject({ state: 'unknown', lastSoldOn: '2026-03-15' })
  expect(await info('98')).toBeUndefined()
})

test('its variants in the shop’s order, those without sales too', async () => {
  const variants = (productId: string) =>
    run((trx) => productVariants(trx, { ...terms, productId }))
  expect(
    (await variants('1')).map(({ variantId, price, unitsSold, netSales, lastSoldOn }) => [
      variantId,
      price,
      unitsSold,
      netSales,
      lastSoldOn,
    ]),
  ).toEqual([
    ['10', '20.00', 7, '76.00', '2026-04-01'],
    ['11', '30.50', 1, '30.50', '2026-03-02'],
    ['12', '90.00', 0, '0.00', null],
  ])
  expect(await variants('3')).toMatchObject([{ variantId: '30', title: null, unitsSold: 2 }])
})

test('its history by day, week and month, with empty buckets and cut ones', async () => {
  const history = async (interval: 'day' | 'week' | 'month', from: string, to: string) => {
    const input = { ...terms, productId: '1', interval, range: { from, to } }
    const buckets = await run((trx) => productHistory(trx, input))
    return buckets.map((bucket) => [bucket.date, bucket.unitsSold, bucket.netSales])
  }
  expect(await history('day', '2026-03-01', '2026-03-03')).toEqual([
    ['2026-03-01', 2, '0.00'],
    ['2026-03-02', 4, '84.50'],
    ['2026-03-03', 0, '0.00'],
  ])
  // Monday the 2nd is outside.
  expect(await history('week', '2026-03-03', '2026-03-16')).toEqual([
    ['2026-03-02', 0, '0.00'],
    ['2026-03-09', 2, '22.00'],
    ['2026-03-16', 0, '0.00'],
  ])
  expect(await history('month', '2026-02-15', '2026-04-01')).toEqual([
    ['2026-02-01', 0, '0.00'],
    ['2026-03-01', 8, '106.50'],
    ['2026-04-01', 1, '20.00'],
  ])
})
