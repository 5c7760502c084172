import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveShopInfo } from '../ingest/index.ts'
import { order, reversal, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import type { ClosedPeriod, Period, Reversals } from './period.ts'
import { shopStats } from './shop-stats.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

interface Asked {
  range?: Period
  previous?: ClosedPeriod | null
  reversals?: Reversals
  currencyCode?: string
  timeZone?: string
}

async function stats(shop: TestShop, asked: Asked = {}) {
  await shop.drain()
  return await shop.run((trx) =>
    shopStats(trx, {
      range: { from: null, to: null },
      previous: null,
      reversals: 'event',
      currencyCode: 'USD',
      timeZone: 'UTC',
      ...asked,
    }),
  )
}

/** An order with one line of this price, placed at this time. */
const simple = (id: string, customerId: string | null, processedAt: string, price: string) =>
  order({
    id,
    customerId,
    processedAt,
    currentTotal: price,
    sales: [sale({ id: `${id}1`, totalAmount: price, happenedAt: processedAt })],
  })

describe('money', () => {
  let shop: TestShop
  // March 2: 2 x 50.00 less 10.00, tax 9.00, shipping 5.00 with 0.50 tax, tip 3.00, gift card 25.00.
  // April 1, local time: one of the two comes back, less 5.00, tax 4.50, and 1.00 is kept.
  beforeAll(async () => {
    shop = await shops.addShop('America/New_York', 'USD')
    await shop.ingest(
      order({
        id: '1',
        customerId: '7',
        processedAt: '2026-03-03T04:30:00Z', // 23:30 on March 2 in New York
        currentTotal: '84.00',
        sales: [
          sale({
            id: '1',
            quantity: 2,
            totalAmount: '99.00',
            taxAmount: '9.00',
            discountBeforeTax: '10.00',
            discountAfterTax: '10.00',
          }),
          sale({ id: '2', lineType: 'SHIPPING', totalAmount: '5.50', taxAmount: '0.50' }),
          sale({ id: '3', lineType: 'TIP', quantity: null, totalAmount: '3.00' }),
          sale({ id: '4', lineType: 'GIFT_CARD', totalAmount: '25.00' }),
          reversal({
            id: '5',
            happenedAt: '2026-04-01T12:00:00Z',
            totalAmount: '-49.50',
            taxAmount: '-4.50',
            discountBeforeTax: '-5.00',
            discountAfterTax: '-5.00',
          }),
          reversal({
            id: '6',
            happenedAt: '2026-04-01T12:00:00Z',
            lineType: 'ADJUSTMENT',
            quantity: null,
            totalAmount: '1.00',
          }),
        ],
      }),
      simple('2', null, '2026-03-10T12:00:00Z', '20.00'),
      order({
        id: '3',
        processedAt: '2026-03-10T12:00:00Z',
        test: true,
        sales: [sale({ id: '9' })],
      }),
    )
  })

  test('all time: every figure is a sum over the ledger', async () => {
    const { current, previous, ledger } = await stats(shop, { timeZone: 'America/New_York' })
    expect(current).toEqual({
      orders: 2,
      units: 2,
      // 99.00 + 5.50 - 49.50 + 1.00 + 20.00
      totalSales: '76.00',
      grossSales: '120.00',
      discounts: '-10.00',
      // -(50.00 - 5.00) + 1.00
      returns: '-44.00',
      netSales: '66.00',
      shipping: '5.00',
      duties: '0.00',
      fees: '0.00',
      taxes: '5.00',
      tips: '3.00',
      tipTaxes: '0.00',
      giftCards: '25.00',
      giftCardTaxes: '0.00',
      // (90.00 + 20.00) / 2; the return does not move it
      averageOrderValue: '55.00',
      customers: 0,
      orderingCustomers: 1,
      guestOrders: 1,
      newCustomers: 1,
      returningCustomers: 0,
      returningCustomerRate: 0,
      repeatPurchaseRate: 0,
    })
    expect(previous).toBeNull()
    expect(ledger).toEqual({ orders: 2, unbalanced: 0 })
  })

  test('a day of the shop is not a day of UTC', async () => {
    const on = async (day: string) =>
      (
        await stats(shop, {
          range: { from: day, to: day },
          timeZone: 'America/New_York',
        })
      ).current
    expect(await on('2026-03-02')).toMatchObject({ orders: 1, totalSales: '104.50' })
    expect(await on('2026-03-02')).toMatchObject({ orderingCustomers: 1, guestOrders: 0 })
    expect(await on('2026-03-03')).toMatchObject({ orders: 0, totalSales: '0.00' })
    expect(await on('2026-03-03')).toMatchObject({
      orderingCustomers: 0,
      returningCustomerRate: null,
    })
  })

  test('a reversal counts on its own day, or on its order’s by the switch', async () => {
    const april = { from: '2026-04-01', to: '2026-04-30' }
    const march = { from: '2026-03-01', to: '2026-03-31' }
    const event = await stats(shop, { range: april, previous: march })
    expect(event.current).toMatchObject({ orders: 0, totalSales: '-48.50', netSales: '-44.00' })
    expect(event.current.averageOrderValue).toBe('0.00')
    expect(event.previous).toMatchObject({ orders: 2, totalSales: '124.50', netSales: '110.00' })
    const byOrder = await stats(shop, { range: april, previous: march, reversals: 'order' })
    expect(byOrder.current).toMatchObject({ orders: 0, totalSales: '0.00' })
    expect(byOrder.previous).toMatchObject({ orders: 2, totalSales: '76.00' })
  })

  test('a range in the future, or wider than the calendar of any shop, has figures too', async () => {
    const future = { from: '2990-01-01', to: '2990-12-31' }
    expect((await stats(shop, { range: future })).current).toMatchObject({
      orders: 0,
      totalSales: '0.00',
    })
    const wide = { from: '0001-01-01', to: '9999-12-31' }
    expect((await stats(shop, { range: wide })).current).toMatchObject({
      orders: 2,
      totalSales: '76.00',
      orderingCustomers: 1,
    })
  })

  test('a range that is open at one end reaches as far as there are orders', async () => {
    const since = await stats(shop, { range: { from: '2026-03-05', to: null } })
    expect(since.current).toMatchObject({ orders: 1, totalSales: '-28.50', guestOrders: 1 })
    const until = await stats(shop, { range: { from: null, to: '2026-03-05' } })
    expect(until.current).toMatchObject({ orders: 1, totalSales: '104.50', newCustomers: 1 })
  })
})

test('an average is rounded once, a half away from zero, in the currency’s minor unit', async () => {
  const yen = await shops.addShop('Asia/Tokyo', 'JPY')
  const jpy = (id: string, amount: string) =>
    order({
      id,
      currencyCode: 'JPY',
      sales: [sale({ id, currencyCode: 'JPY', totalAmount: amount })],
    })
  await yen.ingest(jpy('1', '1000.0'), jpy('2', '1001'))
  const { current } = await stats(yen, { currencyCode: 'JPY', timeZone: 'Asia/Tokyo' })
  expect(current).toMatchObject({ totalSales: '2001', averageOrderValue: '1001', tips: '0' })
})

test('after a change of currency the old one is told apart and never added up', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  await shop.ingest(simple('1', '7', '2026-01-05T00:00:00Z', '10.00'))
  await shop.ingest(
    order({
      id: '2',
      customerId: '7',
      currencyCode: 'KWD',
      sales: [sale({ id: '2', currencyCode: 'KWD', totalAmount: '7.5' })],
    }),
  )
  await shop.run((trx) =>
    saveShopInfo(trx, {
      name: 'Moved',
      currencyCode: 'KWD',
      timeZone: 'UTC',
      plan: null,
      readAt: '2026-04-01T00:00:00Z',
    }),
  )
  const { current, otherCurrencies } = await stats(shop, { currencyCode: 'KWD' })
  expect(current).toMatchObject({
    orders: 2,
    totalSales: '7.500',
    averageOrderValue: '7.500',
    orderingCustomers: 1,
    returningCustomers: 1,
  })
  expect(otherCurrencies).toEqual([{ currencyCode: 'USD', totalSales: '10.00', orders: 1 }])
})

test('an order whose ledger does not add up is counted', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  await shop.ingest({
    ...simple('1', null, '2026-03-01T00:00:00Z', '10.00'),
    currentTotal: '11.00',
  })
  expect((await stats(shop)).ledger).toEqual({ orders: 1, unbalanced: 1 })
})
