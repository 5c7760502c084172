import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshRollups, verifyRollups, type OrderInput } from './index.ts'
import { line, order, reversal, sale } from './testing/inputs.ts'
import { createTestShops, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

const HOUR = 3_600_000
const BEGUN = Date.parse('2026-01-30T00:00:00Z')
const at = (hour: number): string => new Date(BEGUN + hour * HOUR).toISOString()

/** An order each hour of few customers and products; every third comes back a day later, or at once. */
function placed(hour: number): OrderInput {
  const [product, variant] = [`${(hour % 4) + 1}`, `${hour % 4}${hour % 2}`]
  const back = hour % 3 === 0 ? [hour % 2 === 0 ? at(hour + 24) : at(hour)] : []
  return order({
    id: `${hour + 1}`,
    customerId: hour % 7 === 0 ? null : `${(hour % 40) + 1}`,
    processedAt: at(hour),
    sourceName: hour % 5 === 0 ? null : 'web',
    lines: [line({ id: '1', productId: product, variantId: variant })],
    sales: [
      sale({ id: '1', quantity: 2, totalAmount: '20.00', taxAmount: '1.50', lineItemId: '1' }),
      sale({ id: '2', lineType: 'SHIPPING', quantity: null, totalAmount: '4.90' }),
      ...back.map((happenedAt) =>
        reversal({
          id: '3',
          happenedAt,
          totalAmount: '-10.00',
          taxAmount: '-0.75',
          lineItemId: '1',
        }),
      ),
    ],
  })
}

test('many orders at once count as they do one by one, on new days and on days that have sold already', async () => {
  const shop = await shops.addShop('America/New_York', 'USD')
  const drain = async (): Promise<number> => (await shop.run((trx) => refreshRollups(trx))).orders
  const hours = Array.from({ length: 3_600 }, (_, hour) => hour)
  await shop.ingest(...hours.slice(0, 700).map(placed))
  expect(await drain()).toBe(700)
  expect(await shop.run(verifyRollups)).toEqual([])

  const later = { updatedAt: '2026-11-01T00:00:00Z' }
  const changed = hours.slice(300, 700).map((hour) => ({ ...placed(hour + 1), ...later }))
  await shop.ingest(...changed.map((one, n) => ({ ...one, id: `${n + 301}` })))
  await shop.ingest(...hours.slice(700, 1_400).map(placed))
  expect(await drain()).toBe(1_100)
  expect(await shop.run(verifyRollups)).toEqual([])

  await shop.ingest(...hours.slice(1_400).map(placed))
  await shop.ingest(
    ...hours.slice(0, 100).map((hour) => ({ ...placed(hour), ...later, test: true })),
  )
  expect(await drain()).toBe(2_300)
  expect(await shop.run(verifyRollups)).toEqual([])
})

/** Each in its own way another than it was, or the same. */
function changedIn(way: number, { sales, ...rest }: OrderInput, updatedAt: string): OrderInput {
  const [first = sale({ id: '1' }), ...others] = sales
  const was = { ...rest, sales, updatedAt }
  const ways: OrderInput[] = [
    { ...was, name: '#renamed' },
    { ...was, sales: [...sales, reversal({ id: updatedAt.slice(8, 10), happenedAt: updatedAt })] },
    { ...was, sales: [{ ...first, totalAmount: '21.00' }, ...others] },
    { ...was, sales: [{ ...first, lineItemId: null }, ...others] },
    { ...was, sales: others },
    { ...was, processedAt: new Date(Date.parse(rest.processedAt) + 1_000).toISOString() },
    { ...was, customerId: '77' },
    { ...was, countryCode: 'AT' },
    { ...was, test: true },
  ]
  return ways[way % ways.length] ?? was
}

test('of many orders each of which changed in one thing all count anew', async () => {
  const shop = await shops.addShop('America/New_York', 'USD')
  const drain = async (): Promise<number> => (await shop.run((trx) => refreshRollups(trx))).orders
  // Every third by a customer of whom nothing else changes, and some of these without a ledger.
  let all = Array.from({ length: 700 }, (_, hour) => {
    const customerId = hour % 3 === 2 ? { customerId: `${1_000 + hour}` } : {}
    return { ...placed(hour), ...customerId, ...(hour % 4 === 1 ? { sales: [] } : {}) }
  })
  await shop.ingest(...all)
  expect(await drain()).toBe(700)
  for (const [round, updatedAt] of ['2026-11-11T00:00:00Z', '2026-11-12T00:00:00Z'].entries()) {
    all = all.map((one, n) => changedIn(n + round * (n % 11), one, updatedAt))
    await shop.ingest(...all)
    expect(await drain()).toBeGreaterThan(500)
    expect(await shop.run(verifyRollups)).toEqual([])
  }
})
