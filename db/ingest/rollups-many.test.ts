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
  const hours = Array.from({ length: 1_400 }, (_, hour) => hour)
  await shop.ingest(...hours.slice(0, 700).map(placed))
  expect(await drain()).toBe(700)
  expect(await shop.run(verifyRollups)).toEqual([])

  const later = { updatedAt: '2026-11-01T00:00:00Z' }
  const changed = hours.slice(300, 700).map((hour) => ({ ...placed(hour + 1), ...later }))
  await shop.ingest(...changed.map((one, n) => ({ ...one, id: `${n + 301}` })))
  await shop.ingest(...hours.slice(700).map(placed))
  expect(await drain()).toBe(1_100)
  expect(await shop.run(verifyRollups)).toEqual([])
})
