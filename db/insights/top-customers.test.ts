import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestCustomers, markDeleted } from '../ingest/index.ts'
import { customer, order, reversal, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { topCustomers } from './top-customers.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
  shop = await shops.addShop('UTC', 'USD')
  await shop.run((trx) =>
    ingestCustomers(trx, [
      customer({ id: '9', displayName: null }),
      customer({ id: '10' }),
      customer({ id: '11', amountSpent: '1.5', ordersCount: '1' }),
      customer({ id: '12' }),
      customer({ id: '13' }),
    ]),
  )
  const placed = (id: string, customerId: string, amount: string, processedAt: string) =>
    order({
      id,
      customerId,
      processedAt,
      sales: [
        sale({ id: `${id}0`, totalAmount: amount, taxAmount: '1.00', discountBeforeTax: '2.00' }),
        sale({ id: `${id}1`, lineType: 'TIP', quantity: null, totalAmount: '5.00' }),
      ],
    })
  const returned = placed('4', '11', '100.00', '2026-02-01T00:00:00Z')
  await shop.ingest(
    placed('1', '10', '50.00', '2026-01-01T00:00:00Z'),
    placed('2', '9', '50.00', '2026-01-02T00:00:00Z'),
    placed('3', '11', '31.00', '2026-01-03T00:00:00Z'),
    {
      ...returned,
      sales: [
        ...returned.sales,
        reversal({ id: '49', happenedAt: '2026-02-05T00:00:00Z', totalAmount: '-40.00' }),
      ],
    },
    { ...placed('5', '12', '999.00', '2026-01-01T00:00:00Z'), test: true },
    placed('6', '13', '999.00', '2026-01-01T00:00:00Z'),
  )
  await shop.run((trx) => markDeleted(trx, 'customers', ['13'], null))
  await shop.drain()
})
afterAll(async () => await shops.drop())

const top = (limit: number) => shop.run((trx) => topCustomers(trx, { limit, currencyCode: 'USD' }))

test('by what they spent, then by id as a number; deleted customers and test orders are out', async () => {
  expect((await top(250)).map((c) => [c.id, c.totalSpent])).toEqual([
    ['11', '91.00'],
    ['9', '50.00'],
    ['10', '50.00'],
  ])
  expect((await top(2)).map((c) => c.id)).toEqual(['11', '9'])
})

test('our value stands beside Shopify’s own, which lags', async () => {
  const [first, second] = await top(2)
  expect(first).toEqual({
    id: '11',
    displayName: 'Customer 11',
    totalSpent: '91.00',
    ordersCount: 2,
    firstOrderAt: new Date('2026-01-03T00:00:00Z'),
    lastOrderAt: new Date('2026-02-01T00:00:00Z'),
    // (30.00 + 99.00) / 2: as they were placed, without tax and tip
    averageOrderValue: '64.50',
    shopifyAmountSpent: '1.50',
    shopifyCurrencyCode: 'USD',
    shopifyOrdersCount: 1,
    shopifyReadAt: new Date('2026-04-01T00:00:00Z'),
  })
  expect(second?.displayName).toBeNull()
})
