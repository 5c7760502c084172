import { describe, expect, it } from 'vitest'
import { createWorld } from '../world/index.ts'
import type { Agreement, Order, Sale, ShopState } from '../world/index.ts'
import { openOrder } from '../world/orders/open-order.ts'
import { profiles } from '../world/profiles/index.ts'
import { createShopState } from '../world/shop-state.ts'
import { truth } from './index.ts'

const asOf = Date.parse('2026-12-01T00:00:00Z')
let lastId = 1

function emptyShop(index: 0 | 1 | 2): ShopState {
  const profile = profiles[index]
  if (profile === undefined) throw new Error('no profile')
  return createShopState(profile, index, 1, Date.parse('2026-01-01T00:00:00Z'))
}

function addCustomer(state: ShopState, id: number): number {
  state.customers.set(id, {
    id,
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    state: 'DISABLED',
    locale: 'en',
    note: null,
    tags: [],
    verifiedEmail: true,
    taxExempt: false,
    emailMarketing: 'NOT_SUBSCRIBED',
    addresses: [],
    defaultAddressId: null,
    createdAt: 0,
    updatedAt: 0,
    orderIds: [],
    summary: { amountSpent: 0, numberOfOrders: 0, lastOrderId: null, refreshedAt: null },
  })
  return id
}

/** A ledger row by hand: total with tax, discount before tax, tax. */
function row(
  lineType: Sale['lineType'],
  actionType: Sale['actionType'],
  total: number,
  discount = 0,
  tax = 0,
): Sale {
  const bag = (shop: number) => ({ shop, presentment: 0 })
  return {
    id: lastId++,
    actionType,
    lineType,
    quantity: null,
    totalAmount: bag(total),
    discountBeforeTaxes: bag(discount),
    discountAfterTaxes: bag(0),
    taxAmount: bag(tax),
    taxes: [],
    subjectId: null,
  }
}

function agreement(reason: Agreement['reason'], happenedAt: string, ...sales: Sale[]): Agreement {
  return {
    id: lastId++,
    kind: 'order',
    reason,
    happenedAt: Date.parse(happenedAt),
    refundId: null,
    returnId: null,
    sales,
  }
}

function addOrder(
  state: ShopState,
  customerId: number | null,
  processedAt: string,
  agreements: Agreement[],
  test = false,
): Order {
  const at = Date.parse(processedAt)
  const order = openOrder(state, {
    customerId,
    email: null,
    phone: null,
    address: null,
    locale: 'en',
    taxes: [],
    currency: { presentmentCurrencyCode: state.shop.currencyCode, exchangeRatePpm: 1_000_000 },
    lines: [],
    orderDiscount: null,
    shipping: null,
    additionalFee: null,
    payment: 'paid',
    giftCardTender: null,
    failedFirst: false,
    createdAt: at,
    processedAt: at,
    test,
    sourceName: 'web',
    note: null,
    tags: [],
  })
  order.agreements = agreements
  state.orders.set(order.id, order)
  return order
}

describe('the truth of a shop in New York', () => {
  /*
   * Ann orders on March 7 and has a unit refunded on the 9th; she orders again on the 8th, the day
   * whose clocks go forward; a guest orders on the 8th, and a test order counts nowhere.
   */
  const state = emptyShop(0)
  const ann = addCustomer(state, 11)
  addCustomer(state, 12)
  // 23:30 on March 7 in New York (UTC-5).
  addOrder(state, ann, '2026-03-08T04:30:00Z', [
    agreement(
      'ORDER',
      // Recorded a day later by Shopify: the order's own date counts.
      '2026-03-09T04:30:00Z',
      // Two units at 50.00 less 10.00, tax 8.00: gross 100.00, net 90.00.
      row('PRODUCT', 'ORDER', 9800, 1000, 800),
      row('SHIPPING', 'ORDER', 540, 0, 40),
      row('TIP', 'ORDER', 300),
      row('GIFT_CARD', 'ORDER', 2500),
    ),
    agreement(
      'REFUND',
      '2026-03-09T12:00:00Z',
      row('PRODUCT', 'RETURN', -4900, -500, -400),
      row('ADJUSTMENT', 'RETURN', -101),
      row('TIP', 'RETURN', -300),
    ),
  ])
  // 23:30 on March 8, after the change to UTC-4.
  addOrder(state, ann, '2026-03-09T03:30:00Z', [
    agreement('ORDER', '2026-03-09T03:30:00Z', row('PRODUCT', 'ORDER', 1001)),
    agreement(
      'ORDER_EDIT',
      '2026-03-10T12:00:00Z',
      row('PRODUCT', 'ORDER', 2000, 100, 0),
      row('PRODUCT', 'UPDATE', -200, 200, 0),
      row('UNKNOWN', 'UNKNOWN', -1),
      row('DUTY', 'ORDER', 300),
      row('ADDITIONAL_FEE', 'ORDER', 150),
    ),
    agreement('RETURN', '2026-03-10T13:00:00Z', row('FEE', 'ORDER', 795, 0, 45)),
  ])
  // 00:30 on March 8, still UTC-5, by a guest.
  addOrder(state, null, '2026-03-08T05:30:00Z', [
    agreement('ORDER', '2026-03-08T05:30:00Z', row('PRODUCT', 'ORDER', 2000)),
  ])
  addOrder(
    state,
    ann,
    '2026-03-01T05:30:00Z',
    [agreement('ORDER', '2026-03-01T05:30:00Z', row('PRODUCT', 'ORDER', 999_999))],
    true,
  )

  it('is, over all time, what the definitions say', () => {
    expect(truth(state, asOf).stats).toEqual({
      // 98.00 + 5.40 - 49.00 - 1.01 | 10.01 + 20 - 2 - 0.01 + 3 + 1.50 + 7.95 | 20.00
      totalRevenue: '113.84',
      orders: 3,
      customers: 2,
      orderingCustomers: 1,
      guestOrders: 1,
      // 100.00 + 10.01 + 21.00 + 20.00
      grossSales: '151.01',
      // -10.00 - 1.00: that of a later update is in the returns already
      discounts: '-11.00',
      // -45.00 - 1.01 - 2.00 - 0.01
      returns: '-48.02',
      netSales: '91.99',
      shipping: '5.00',
      duties: '3.00',
      // 1.50 + 7.50
      fees: '9.00',
      // 8.00 + 0.40 - 4.00 + 0.45
      taxes: '4.85',
      tips: '0.00',
      tipTaxes: '0.00',
      giftCards: '25.00',
      giftCardTaxes: '0.00',
      // (90.00 + 10.01 + 20.00) ÷ 3 = 40.00333…
      averageOrderValue: '40.00',
      newCustomers: 1,
      returningCustomers: 1,
      returningCustomerRate: 1,
      repeatPurchaseRate: 1,
    })
  })

  it('puts sales on the days of the zone, and reversals on their own', () => {
    const { days } = truth(state, asOf)
    expect(days.map((day) => [day.date, day.orders, day.totalSales, day.returns])).toEqual([
      ['2026-03-07', 1, '103.40', '0.00'],
      ['2026-03-08', 2, '30.01', '0.00'],
      ['2026-03-09', 0, '-50.01', '-46.01'],
      ['2026-03-10', 0, '30.44', '-2.01'],
    ])
    // (10.01 + 20.00) ÷ 2 = 15.005, and halves go away from zero.
    expect(days.map((day) => day.averageOrderValue)).toEqual(['90.00', '15.01', '0.00', '0.00'])
  })

  it('puts reversals on the day of their order when asked for', () => {
    const { daysByOrder } = truth(state, asOf)
    expect(daysByOrder.map((day) => [day.date, day.orders, day.totalSales, day.tips])).toEqual([
      ['2026-03-07', 1, '53.39', '0.00'],
      ['2026-03-08', 2, '60.45', '0.00'],
      ['2026-03-09', 0, '0.00', '0.00'],
      ['2026-03-10', 0, '0.00', '0.00'],
    ])
  })

  it('takes both ends of a range in, and lists its days without sales', () => {
    const range = truth(state, asOf, { from: '2026-03-08', to: '2026-03-12' })
    expect(range.stats).toMatchObject({
      orders: 2,
      totalRevenue: '10.44',
      averageOrderValue: '15.01',
      customers: 2,
      orderingCustomers: 1,
      guestOrders: 1,
      newCustomers: 0,
      returningCustomers: 1,
      returningCustomerRate: 1,
      repeatPurchaseRate: 0,
    })
    expect(range.statsByOrder.totalRevenue).toBe('60.45')
    expect(range.days.map((day) => day.date)).toEqual([
      '2026-03-08',
      '2026-03-09',
      '2026-03-10',
      '2026-03-11',
      '2026-03-12',
    ])
    expect(range.days.at(-1)).toMatchObject({ orders: 0, totalSales: '0.00' })
  })

  it('is nothing in a range without orders, the future included', () => {
    const { stats, days } = truth(state, asOf, { from: '2030-01-01', to: '2030-01-01' })
    expect(stats).toMatchObject({
      orders: 0,
      totalRevenue: '0.00',
      averageOrderValue: '0.00',
      orderingCustomers: 0,
      returningCustomerRate: null,
    })
    expect(days).toHaveLength(1)
  })

  it("nets a customer's lifetime, and lists customers who bought nothing", () => {
    expect(truth(state, asOf).customers).toEqual([
      {
        id: '11',
        // 53.39 + 40.45, without the tip, the gift card, and the test order
        totalSpent: '93.84',
        ordersCount: 2,
        firstOrderAt: '2026-03-08T04:30:00.000Z',
        lastOrderAt: '2026-03-09T03:30:00.000Z',
      },
      { id: '12', totalSpent: '0.00', ordersCount: 0, firstOrderAt: null, lastOrderAt: null },
    ])
  })

  it('refuses what is no day', () => {
    expect(() => truth(state, asOf, { from: '2026-02-30' })).toThrow('is no day')
    expect(() => truth(state, asOf, { to: 'today' })).toThrow('is no day')
  })
})

describe('the truth of other shops', () => {
  it('takes the tax that was stated out of prices that contain it', () => {
    const state = emptyShop(1)
    const berta = addCustomer(state, 21)
    // 119.00 less 11.90 with 19 % inside: 107.10, of it tax 17.10, discount net 10.00.
    // 01:30 on October 25 in Berlin, before the clocks go back.
    addOrder(state, berta, '2026-10-24T23:30:00Z', [
      agreement(
        'ORDER',
        '2026-10-24T23:30:00Z',
        row('PRODUCT', 'ORDER', 10710, 1000, 1710),
        row('SHIPPING', 'ORDER', 590, 0, 94),
        row('GIFT_CARD', 'ORDER', 1190, 0, 190),
        row('TIP', 'ORDER', 119, 0, 19),
      ),
      // 23:30 on October 25, after they went back: the day had 25 hours.
      agreement(
        'REFUND',
        '2026-10-25T22:30:00Z',
        row('PRODUCT', 'RETURN', -10710, -1000, -1710),
        row('ADJUSTMENT', 'UPDATE', 1190, 0, 190),
      ),
    ])
    const { stats, days, customers } = truth(state, asOf)
    expect(stats).toMatchObject({
      grossSales: '100.00',
      discounts: '-10.00',
      returns: '-80.00',
      netSales: '10.00',
      shipping: '4.96',
      taxes: '2.84',
      totalRevenue: '17.80',
      tips: '1.00',
      tipTaxes: '0.19',
      giftCards: '10.00',
      giftCardTaxes: '1.90',
      averageOrderValue: '90.00',
    })
    expect(days.map((day) => [day.date, day.totalSales])).toEqual([['2026-10-25', '17.80']])
    expect(customers[0]?.totalSpent).toBe('17.80')
  })

  it('writes yen without a point, and rounds an average to whole yen', () => {
    const state = emptyShop(2)
    const chiyo = addCustomer(state, 31)
    // 00:10 on November 1 in Tokyo.
    addOrder(state, chiyo, '2026-10-31T15:10:00Z', [
      agreement('ORDER', '2026-10-31T15:10:00Z', row('PRODUCT', 'ORDER', 1080, 0, 80)),
    ])
    addOrder(state, null, '2026-11-01T10:00:00Z', [
      agreement('ORDER', '2026-11-01T10:00:00Z', row('PRODUCT', 'ORDER', 1)),
    ])
    const { stats, days } = truth(state, asOf)
    // (1000 + 1) ÷ 2 = 500.5
    expect(stats).toMatchObject({ totalRevenue: '1081', taxes: '80', averageOrderValue: '501' })
    expect(days.map((day) => [day.date, day.orders])).toEqual([['2026-11-01', 2]])
  })

  it('has parts that make the whole: over days, and over the kinds of sales', () => {
    const world = createWorld({ seed: 2, anchor: new Date('2026-11-22T12:00:00Z'), scale: 0.01 })
    const minor = (text: string) => Number(text.replace('.', ''))
    for (const state of world.shops.values()) {
      const { stats, days, daysByOrder, customers } = truth(state, world.anchor)
      const parts = ['netSales', 'shipping', 'duties', 'fees', 'taxes'] as const
      const whole = parts.reduce((sum, part) => sum + minor(stats[part]), 0)
      expect(whole).toBe(minor(stats.totalRevenue))
      for (const list of [days, daysByOrder]) {
        const total = list.reduce((sum, day) => sum + minor(day.totalSales), 0)
        expect(total).toBe(minor(stats.totalRevenue))
        expect(list.reduce((sum, day) => sum + day.orders, 0)).toBe(stats.orders)
      }
      expect(customers).toHaveLength(state.customers.size)
    }
  })
})
