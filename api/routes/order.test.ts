import { afterAll, beforeAll, expect, test } from 'vitest'
import { OrderResponse } from '../schemas/index.ts'
import { fillOrderShop } from '../testing/order-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }
let foreignHeaders: { cookie: string }
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db, {
    shopDomain: 'lamps.myshopify.com',
    timeZone: 'America/New_York',
  })
  const other = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  foreignHeaders = await signIn(
    server.app,
    await createTestAccount(server.db, 'bob@example.com', [other]),
  )
  await fillOrderShop(server.db, shop.tenantId)
})
afterAll(() => server.close())

async function find(id: string): Promise<OrderResponse> {
  const response = await server.app.inject({ url: `/api/orders/${id}`, headers })
  expect(response.statusCode, response.body).toBe(200)
  return OrderResponse.parse(response.json())
}

const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

test('an order’s ledger is told by what happened, each with its sales and the total so far', async () => {
  const { order, agreements, balance, lines, refunds, metadata } = await find('101')
  expect(order).toMatchObject({
    name: '#1001',
    day: '2026-02-28',
    customer: { id: '7', displayName: 'Ann Lee' },
    cancelledAt: null,
    deletedAt: null,
    originalTotal: usd('231.80'),
    currentTotal: usd('177.50'),
    totalRefunded: usd('108.30'),
    totalSales: usd('172.50'),
    units: 2,
    flags: { edited: true, refunded: true, unbalanced: false },
    adminUrl: 'https://admin.shopify.com/store/lamps/orders/101',
  })
  expect(
    agreements.map((one) => [one.reason, one.day, one.units, one.total, one.runningTotal]),
  ).toEqual([
    ['ORDER', '2026-02-28', 2, usd('231.80'), usd('231.80')],
    ['ORDER_EDIT', '2026-03-02', 1, usd('54.00'), usd('285.80')],
    ['REFUND', '2026-03-05', -1, usd('-108.30'), usd('177.50')],
  ])
  expect(agreements[0]).toMatchObject({
    happenedAt: '2026-03-01T03:30:00.000Z',
    net: usd('215.00'),
    taxes: usd('16.80'),
    totalSales: usd('226.80'),
  })
  expect(agreements[0]?.sales[0]).toEqual({
    id: '1010',
    actionType: 'ORDER',
    lineType: 'PRODUCT',
    title: 'Lamp',
    sku: 'SKU-1',
    productId: '10',
    quantity: 2,
    gross: usd('220.00'),
    discounts: usd('-20.00'),
    net: usd('200.00'),
    taxes: usd('16.00'),
    total: usd('216.00'),
    presentmentTotal: null,
  })
  expect(agreements[0]?.sales.slice(1)).toMatchObject([
    { lineType: 'SHIPPING', title: null, quantity: null, net: usd('10.00') },
    { lineType: 'TIP', total: usd('5.00') },
  ])
  expect(agreements[2]?.sales).toMatchObject([
    {
      actionType: 'RETURN',
      title: 'Lamp',
      quantity: -1,
      gross: usd('-110.00'),
      discounts: usd('10.00'),
      net: usd('-100.00'),
    },
    { lineType: 'ADJUSTMENT', total: usd('-0.30') },
  ])
  expect(balance).toEqual({
    balanced: true,
    ledgerTotal: usd('177.50'),
    currentTotal: usd('177.50'),
    difference: usd('0.00'),
    cashRounding: usd('0.00'),
    refundDiscrepancy: usd('0.00'),
    explanation: 'All sales add up to what Shopify says the order is worth now.',
  })
  expect(lines).toMatchObject([
    { id: '1', title: 'Lamp', quantity: 2, currentQuantity: 1, unitPrice: usd('110.00') },
    { id: '2', title: 'Plate', productId: '20' },
  ])
  expect(refunds).toEqual([
    {
      id: '31',
      createdAt: '2026-03-05T12:00:00.000Z',
      processedAt: null,
      totalRefunded: usd('108.30'),
    },
  ])
  expect(metadata.fields).toMatchObject({ balance: 'unbalanced-orders' })
})

test('a difference is explained where Shopify states it apart, and owned up to where not', async () => {
  const cash = await find('102')
  expect(cash.balance).toMatchObject({
    balanced: true,
    difference: usd('-0.02'),
    cashRounding: usd('0.02'),
    explanation:
      'The difference is the rounding of cash payments, which Shopify states apart from its sales.',
  })
  expect(cash.order).toMatchObject({
    customer: null,
    presentmentTotal: { amount: '18.00', currencyCode: 'EUR' },
  })
  expect(cash.agreements[0]?.sales[0]?.presentmentTotal).toEqual({
    amount: '18.00',
    currencyCode: 'EUR',
  })
  const { order, balance } = await find('105')
  expect(order).toMatchObject({ customer: null, flags: { unbalanced: true } })
  expect(balance).toMatchObject({ balanced: false, difference: usd('-5.00') })
})

test('cancelled, test and deleted orders say so', async () => {
  const cancelled = await find('103')
  expect(cancelled.order).toMatchObject({
    cancelledAt: '2026-03-04T18:00:00.000Z',
    cancelReason: 'INVENTORY',
    totalSales: usd('0.00'),
    flags: { cancelled: true },
  })
  expect((await find('104')).order.flags.test).toBe(true)
  expect((await find('106')).order).toMatchObject({
    deletedAt: '2026-03-09T00:00:00.000Z',
    flags: { deleted: true },
  })
  expect((await find('00101')).order.id).toBe('101')
})

test('an unknown order, one of another shop and what is no id get the same answer', async () => {
  const answers = await Promise.all(
    [
      ['/api/orders/999', headers],
      ['/api/orders/101', foreignHeaders],
      ['/api/orders/no-id', headers],
      [`/api/orders/${'9'.repeat(30)}`, headers],
    ].map(async ([url, as]) => {
      const response = await server.app.inject({
        url: url as string,
        headers: as as { cookie: string },
      })
      const { requestId: _, ...problem } = response.json<{ requestId: string; status: number }>()
      return problem
    }),
  )
  expect(answers[0]).toMatchObject({ status: 404, title: 'No such order' })
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await server.app.inject({ url: '/api/orders/101' })).statusCode).toBe(401)
})
