import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveShopInfo, verifyRollups } from './index.ts'
import { line, order, reversal, sale } from './testing/inputs.ts'
import { readCustomers, readDays, readProducts } from './testing/read-rollups.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

async function days(shop: TestShop, view: 'event' | 'order' = 'event') {
  await shop.drain()
  expect(await shop.run(verifyRollups)).toEqual([])
  return await shop.run((trx) => readDays(trx, view))
}

describe('the days of a shop', () => {
  test('a discounted, tax-inclusive sale, and its return on a later day over a change of clocks', async () => {
    const shop = await shops.addShop('Europe/Berlin', 'EUR')
    // Two at 11.90 with 19 % inside, 2.00 off before tax; shipping 4.90 with 0.78 inside.
    const placed = '2026-03-28T22:30:00Z' // 23:30 in Berlin, winter time
    const returned = '2026-03-29T22:30:00Z' // 00:30 on the 30th, summer time
    await shop.ingest(
      order({
        id: '1',
        currencyCode: 'EUR',
        customerId: '7',
        processedAt: placed,
        currentTotal: '15.61',
        lines: [line({ id: '11', productId: '5', variantId: '50', quantity: 2 })],
        sales: [
          sale({
            id: '1',
            currencyCode: 'EUR',
            quantity: 2,
            totalAmount: '21.42',
            taxAmount: '3.42',
            discountBeforeTax: '2.0',
            discountAfterTax: '2.38',
            lineItemId: '11',
          }),
          sale({
            id: '2',
            currencyCode: 'EUR',
            lineType: 'SHIPPING',
            totalAmount: '4.90',
            taxAmount: '0.78',
          }),
          reversal({
            id: '3',
            currencyCode: 'EUR',
            happenedAt: returned,
            totalAmount: '-10.71',
            taxAmount: '-1.71',
            discountBeforeTax: '-1.0',
            discountAfterTax: '-1.19',
            lineItemId: '11',
          }),
        ],
      }),
    )
    expect(await days(shop)).toEqual({
      '2026-03-28 EUR': {
        orders: 1,
        units: '2',
        gross_sales: '20',
        discounts: '-2',
        net_sales: '18',
        shipping: '4.12',
        taxes: '4.2',
        total_sales: '26.32',
        placed_value: '18',
      },
      '2026-03-30 EUR': {
        units: '-1',
        returns: '-9',
        net_sales: '-9',
        taxes: '-1.71',
        total_sales: '-10.71',
      },
    })
    expect(await days(shop, 'order')).toEqual({
      '2026-03-28 EUR': {
        orders: 1,
        units: '1',
        gross_sales: '20',
        discounts: '-2',
        returns: '-9',
        net_sales: '9',
        shipping: '4.12',
        taxes: '2.49',
        total_sales: '15.61',
        placed_value: '18',
      },
    })
    expect(await shop.run((trx) => readProducts(trx))).toEqual({
      '2026-03-28 5 50 EUR': { units: '2', gross_sales: '20', discounts: '-2', net_sales: '18' },
      '2026-03-30 5 50 EUR': {
        units: '-1',
        returned_units: '-1',
        returns: '-9',
        net_sales: '-9',
      },
    })
    expect(await shop.run(readCustomers)).toEqual({
      '7 EUR': '15.61, 1, 2026-03-28T22:30:00.000Z, 2026-03-28T22:30:00.000Z, 2026-03-01',
    })
  })

  test('every kind of row has its place; tips and gift cards stand apart with their tax', async () => {
    const shop = await shops.addShop('Asia/Tokyo', 'JPY')
    const jpy = { currencyCode: 'JPY' }
    await shop.ingest(
      order({
        id: '1',
        ...jpy,
        customerId: '7',
        processedAt: '2026-03-10T15:00:00Z', // midnight of the 11th in Tokyo
        sales: [
          sale({ id: '1', ...jpy, totalAmount: '1100.0', taxAmount: '100.0' }),
          sale({ id: '2', ...jpy, lineType: 'SHIPPING', totalAmount: '550', taxAmount: '50' }),
          sale({ id: '3', ...jpy, lineType: 'DUTY', totalAmount: '330', taxAmount: '30' }),
          sale({ id: '4', ...jpy, lineType: 'FEE', totalAmount: '220', taxAmount: '20' }),
          sale({
            id: '5',
            ...jpy,
            lineType: 'ADDITIONAL_FEE',
            totalAmount: '110',
            taxAmount: '10',
          }),
          sale({
            id: '6',
            ...jpy,
            lineType: 'TIP',
            quantity: null,
            totalAmount: '108',
            taxAmount: '8',
          }),
          sale({ id: '7', ...jpy, lineType: 'GIFT_CARD', totalAmount: '3003', taxAmount: '3' }),
          sale({
            id: '8',
            ...jpy,
            lineType: 'ADJUSTMENT',
            quantity: null,
            totalAmount: '-11',
            taxAmount: '-1',
          }),
          sale({
            id: '9',
            ...jpy,
            lineType: 'UNKNOWN',
            quantity: null,
            totalAmount: '-22',
            taxAmount: '-2',
          }),
          sale({
            id: '10',
            ...jpy,
            actionType: 'UPDATE',
            totalAmount: '-33',
            taxAmount: '-3',
            quantity: 0,
          }),
        ],
      }),
    )
    expect(await days(shop)).toEqual({
      '2026-03-11 JPY': {
        orders: 1,
        units: '1',
        gross_sales: '1000',
        returns: '-60',
        net_sales: '940',
        shipping: '500',
        duties: '300',
        fees: '300',
        taxes: '204',
        total_sales: '2244',
        tips: '100',
        tip_taxes: '8',
        gift_cards: '3000',
        gift_card_taxes: '3',
        placed_value: '1000',
      },
    })
    expect(await shop.run(readCustomers)).toMatchObject({
      '7 JPY': expect.stringMatching(/^2244, 1,/),
    })
  })

  test('an edit sells on its own day, a cancellation reverses on its own; neither moves the placed value', async () => {
    const shop = await shops.addShop('America/New_York', 'USD')
    await shop.ingest(
      order({
        id: '1',
        processedAt: '2026-03-10T12:00:00Z',
        cancelledAt: '2026-03-12T12:00:00Z',
        sales: [
          sale({ id: '1', totalAmount: '10.0' }),
          sale({
            id: '2',
            agreementId: '2',
            reason: 'ORDER_EDIT',
            happenedAt: '2026-03-11T12:00:00Z',
            totalAmount: '4.0',
          }),
          reversal({ id: '3', happenedAt: '2026-03-12T12:00:00Z', totalAmount: '-10.0' }),
          reversal({ id: '4', happenedAt: '2026-03-12T12:00:00Z', totalAmount: '-4.0' }),
        ],
      }),
    )
    expect(await days(shop)).toEqual({
      '2026-03-10 USD': {
        orders: 1,
        units: '1',
        gross_sales: '10',
        net_sales: '10',
        total_sales: '10',
        placed_value: '10',
      },
      '2026-03-11 USD': { units: '1', gross_sales: '4', net_sales: '4', total_sales: '4' },
      '2026-03-12 USD': { units: '-2', returns: '-14', net_sales: '-14', total_sales: '-14' },
    })
    expect(await days(shop, 'order')).toEqual({
      '2026-03-10 USD': { orders: 1, gross_sales: '14', returns: '-14', placed_value: '10' },
    })
  })

  test('imported history lands on its order date, whenever Shopify says that it happened', async () => {
    const shop = await shops.addShop('America/New_York', 'USD')
    await shop.ingest(
      order({
        id: '1',
        processedAt: '2019-07-01T12:00:00Z',
        createdAt: '2026-03-10T12:00:00Z',
        sales: [sale({ id: '1', happenedAt: '2026-03-10T12:00:00Z' })],
      }),
    )
    expect(Object.keys(await days(shop))).toEqual(['2019-07-01 USD'])
  })

  test.each([
    ['America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z', '2026-11-02T05:00:00Z'],
    ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T03:59:59Z', '2026-03-09T04:00:00Z'],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['America/Havana', '2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z', '2026-11-02T05:00:00Z'],
    ['Asia/Beirut', '2026-03-28T22:00:00Z', '2026-03-29T20:59:59Z', '2026-03-29T21:00:00Z'],
  ])('in %s the day from %s ends after %s', async (zone, first, last, next) => {
    const shop = await shops.addShop(zone, 'USD')
    const times = [first, last, next]
    await shop.ingest(
      ...times.map((processedAt, at) =>
        order({ id: `${at + 1}`, processedAt, sales: [sale({ id: '1' })] }),
      ),
    )
    const sold = Object.values(await days(shop))
    expect(sold.map((day) => [day['orders'], day['total_sales']])).toEqual([
      [2, '20'],
      [1, '10'],
    ])
  })

  test('an order marked as a test counts nowhere, a guest order counts in days only', async () => {
    const shop = await shops.addShop('UTC', 'USD')
    await shop.ingest(
      order({ id: '1', test: true, customerId: '7', sales: [sale({ id: '1' })] }),
      order({ id: '2', sales: [sale({ id: '1', totalAmount: '3.0' })] }),
    )
    expect(await days(shop)).toMatchObject({ '2026-03-10 USD': { orders: 1, total_sales: '3' } })
    expect(await shop.run(readCustomers)).toEqual({})
  })

  test('an order that became a test order, or moved to another day, leaves its old days', async () => {
    const shop = await shops.addShop('UTC', 'USD')
    const first = order({ id: '1', sales: [sale({ id: '1' })] })
    const second = order({ id: '2', sales: [sale({ id: '1' })] })
    await shop.ingest(first, second)
    expect(await days(shop)).toMatchObject({ '2026-03-10 USD': { orders: 2 } })
    await shop.ingest(
      { ...first, updatedAt: '2026-03-11T00:00:00Z', test: true },
      { ...second, updatedAt: '2026-03-11T00:00:00Z', processedAt: '2026-03-09T00:00:00Z' },
    )
    expect(await days(shop)).toEqual({
      '2026-03-09 USD': {
        orders: 1,
        units: '1',
        gross_sales: '10',
        net_sales: '10',
        total_sales: '10',
        placed_value: '10',
      },
    })
  })

  test('figures never add two currencies up', async () => {
    const shop = await shops.addShop('UTC', 'USD')
    await shop.ingest(
      order({ id: '1', customerId: '7', sales: [sale({ id: '1' })] }),
      order({
        id: '2',
        customerId: '7',
        currencyCode: 'CAD',
        processedAt: '2026-03-10T13:00:00Z',
        sales: [sale({ id: '1', currencyCode: 'CAD' })],
      }),
    )
    expect(Object.keys(await days(shop))).toEqual(
      expect.arrayContaining(['2026-03-10 CAD', '2026-03-10 USD']),
    )
    const span = '2026-03-10T12:00:00.000Z, 2026-03-10T13:00:00.000Z, 2026-03-01'
    expect(await shop.run(readCustomers)).toEqual({
      '7 CAD': `10, 1, ${span}`,
      '7 USD': `10, 1, ${span}`,
    })
  })

  test('a shop that moves to another time zone gets its days anew', async () => {
    const shop = await shops.addShop('UTC', 'USD')
    await shop.ingest(
      order({ id: '1', processedAt: '2026-03-10T03:00:00Z', sales: [sale({ id: '1' })] }),
    )
    expect(Object.keys(await days(shop))).toEqual(['2026-03-10 USD'])
    const info = { name: 'Shop', plan: null, currencyCode: 'USD', readAt: '2026-03-11T00:00:00Z' }
    const moved = { ...info, timeZone: 'America/New_York' }
    expect(await shop.run((trx) => saveShopInfo(trx, moved))).toEqual({ rebuild: true })
    expect(Object.keys(await days(shop))).toEqual(['2026-03-09 USD'])
    expect(await shop.run((trx) => saveShopInfo(trx, moved))).toEqual({ rebuild: false })
  })
})
