import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  OrdersResponse,
  SalesFiltersResponse,
  SalesResponse,
  StatsResponse,
} from '../schemas/index.ts'
import { fillSalesShop } from '../testing/sales-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  await fillSalesShop(server.db, shop.tenantId)
})
afterAll(() => server.close())

const MARCH = 'from=2025-03-01&to=2025-03-10'
const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

async function get(path: string): Promise<unknown> {
  const response = await server.app.inject({ url: path, headers })
  expect([path, response.statusCode]).toEqual([path, 200])
  return response.json()
}
const stats = async (query: string) => StatsResponse.parse(await get(`/api/stats?${query}`))
const orders = async (query: string) => OrdersResponse.parse(await get(`/api/orders?${query}`))
const sales = async (query: string) => SalesResponse.parse(await get(`/api/sales?${query}`))

/** The figures that a filter must move, in one line. */
async function filtered(filters: string, range = MARCH) {
  const found = await stats(`${range}&${filters}`)
  return {
    orders: found.orders,
    units: found.units,
    gross: found.grossSales.amount,
    returns: found.returns.amount,
    net: found.netSales.amount,
    average: found.averageOrderValue.amount,
    ordering: found.orderingCustomers,
    guests: found.guestOrders,
    new: found.newCustomers,
    returning: found.returningCustomers,
    repeat: found.repeatPurchaseRate,
  }
}

test('without filters all orders of the range count', async () => {
  expect(await filtered('')).toEqual({
    orders: 3,
    units: 3, // 1 + 1 + 1 - 1 + 1
    gross: '150.00',
    returns: '-45.00',
    net: '105.00',
    average: '50.00', // (30 + 60 + 60) / 3
    ordering: 1,
    guests: 1,
    new: 1,
    returning: 1,
    repeat: 1,
  })
})

test('each filter lets its orders through, whose returns come along', async () => {
  const ofEight = { returns: '-45.00', ordering: 1, guests: 0, returning: 1 }
  expect(await filtered('channel=web')).toEqual({
    ...ofEight,
    orders: 2,
    units: 2,
    gross: '120.00',
    net: '75.00',
    average: '60.00',
    new: 1,
    repeat: 1,
  })
  expect(await filtered('customerType=new')).toEqual({
    ...ofEight,
    orders: 1,
    units: 1,
    gross: '60.00',
    net: '15.00',
    average: '60.00',
    new: 1,
    repeat: 0,
  })
  expect(await filtered('customerType=returning')).toEqual({
    ...ofEight,
    orders: 1,
    units: 1,
    gross: '60.00',
    returns: '0.00',
    net: '60.00',
    average: '60.00',
    new: 0,
    repeat: 0,
  })
  const ofGuest = { orders: 1, gross: '30.00', net: '30.00', ordering: 0, guests: 1, repeat: null }
  expect(await filtered('country=')).toMatchObject(ofGuest)
  expect(await filtered('customerType=guest')).toMatchObject(ofGuest)
  expect(await filtered('presentmentCurrency=CAD')).toMatchObject(ofGuest)
  expect(await filtered('country=AT&channel=web')).toMatchObject({ orders: 2, net: '75.00' })
  expect(await filtered('country=AT&channel=pos')).toMatchObject({ orders: 0, net: '0.00' })
})

test('a product’s figures are its own rows, and the orders placed with it', async () => {
  expect(await filtered('product=2')).toEqual({
    orders: 3,
    units: 2,
    gross: '130.00', // 30 + 40 + 60
    returns: '-40.00', // the adjustment is no product's
    net: '90.00',
    average: '43.33',
    ordering: 1,
    guests: 1,
    new: 1,
    returning: 1,
    repeat: 1,
  })
  expect(await filtered('product=1')).toMatchObject({ orders: 1, net: '20.00', repeat: 0 })
  expect(await filtered('product=2&channel=web')).toMatchObject({ orders: 2, net: '60.00' })
  expect(await filtered('product=2&customerType=new')).toMatchObject({ orders: 1, net: '0.00' })
  expect(await filtered('product=3')).toMatchObject({ orders: 0, gross: '0.00', average: '0.00' })
})

test('a return counts on its own day or on its order’s, with every filter', async () => {
  const first = 'from=2025-03-01&to=2025-03-01'
  for (const filter of [
    '',
    'channel=web',
    'customerType=new',
    'product=2',
    'product=2&country=AT',
  ]) {
    const byEvent = await filtered(filter, first)
    const byOrder = await filtered(`${filter}&reversals=order`, first)
    expect([filter, byEvent.returns]).toEqual([filter, '0.00'])
    const returned = filter.includes('product') ? '-40.00' : '-45.00'
    expect([filter, byOrder.returns, byOrder.gross]).toEqual([filter, returned, byEvent.gross])
  }
})

test('the period before and the year before stand beside the figures', async () => {
  const both = await stats(`${MARCH}&compare=previous,year`)
  expect(both.previous).toMatchObject({
    from: '2025-02-19',
    to: '2025-02-28',
    orders: 1,
    totalRevenue: usd('50.00'),
    newCustomers: 0,
    returningCustomerRate: 1,
  })
  expect(both.year).toMatchObject({ from: '2024-03-01', to: '2024-03-10', orders: 0 })
  expect(both.year?.returningCustomerRate).toBeNull()
  expect(await stats(MARCH)).toMatchObject({ previous: { orders: 1 }, year: null })
  expect(await stats(`${MARCH}&compare=year`)).toMatchObject({ previous: null })
  expect(await stats('to=2025-03-10&compare=previous,year')).toMatchObject({
    previous: null,
    year: null,
  })
  const leap = await stats('from=2025-02-28&to=2025-03-01&compare=year&channel=web')
  expect(leap.year).toMatchObject({ from: '2024-02-28', to: '2024-03-01', orders: 1 })
})

test('over time, the bucket of an earlier period stands at the place of the one it faces', async () => {
  const found = await orders(`${MARCH}&compare=previous,year&channel=web`)
  expect(found.totals).toMatchObject({ orders: 2, netSales: usd('75.00') })
  expect(found.previous?.totals).toMatchObject({ orders: 1, totalSales: usd('50.00') })
  expect(found.previous?.history.map((bucket) => [bucket?.date, bucket?.orders]).at(-1)).toEqual([
    '2025-02-28',
    1,
  ])
  expect(found.year?.history).toHaveLength(10)
  expect(await orders(MARCH)).toMatchObject({ previous: null, year: null })
})

test('29 February faces nothing in the year before, and is not lost in the year after', async () => {
  const after = await orders('from=2025-02-28&to=2025-03-01&compare=year')
  expect(after.year?.history.map((b) => [b?.date, b?.orders, b?.shipping.amount])).toEqual([
    ['2024-02-28', 1, '10.00'], // with the 29th
    ['2024-03-01', 0, '0.00'],
  ])
  const leap = await orders('from=2024-02-28&to=2024-03-01&compare=year')
  expect(leap.history.map(({ date, orders }) => [date, orders])).toEqual([
    ['2024-02-28', 0],
    ['2024-02-29', 1],
    ['2024-03-01', 0],
  ])
  expect(leap.year?.history.map((bucket) => bucket?.date)).toEqual([
    '2023-02-28',
    undefined,
    '2023-03-01',
  ])
  const alone = await orders('from=2025-02-28&to=2025-02-28&compare=year&interval=month')
  expect(alone.year?.history.map((b) => [b?.date, b?.orders])).toEqual([['2024-02-28', 0]])
})

test('each bucket tells who ordered in it, beside the year before too', async () => {
  const toWho = (bucket: OrdersResponse['history'][number] | null | undefined) => [
    bucket?.date,
    bucket?.orderingCustomers,
    bucket?.guestOrders,
    bucket?.newCustomers,
    bucket?.returningCustomers,
    bucket?.returningCustomerRate,
    bucket?.repeatPurchaseRate,
  ]
  const byMonth = await orders('from=2025-02-01&to=2025-03-31&interval=month&compare=year')
  expect(byMonth.history.map(toWho)).toEqual([
    ['2025-02-01', 1, 0, 0, 1, 1, 0],
    ['2025-03-01', 1, 1, 1, 1, 1, 1],
  ])
  expect(byMonth.year?.history.map(toWho)).toEqual([
    ['2024-02-01', 1, 0, 1, 0, 0, 0],
    ['2024-03-01', 0, 0, 0, 0, null, null],
  ])
  const byDay = await orders('from=2025-03-01&to=2025-03-05')
  expect(byDay.history.map(toWho).filter(([, ordering]) => ordering !== 0)).toEqual([
    ['2025-03-01', 1, 1, 1, 0, 0, 0],
    ['2025-03-05', 1, 0, 0, 1, 1, 0],
  ])
  expect(byDay.metadata.fields).toMatchObject({ repeatPurchaseRate: 'repeat-purchase-rate' })
})

test('with a filter each bucket tells what is kept by day, and the rest is null with a reason', async () => {
  const day = 'from=2025-03-01&to=2025-03-01'
  const { history, metadata } = await orders(`${day}&channel=web`)
  expect(history).toMatchObject([{ newCustomers: 1, guestOrders: 0, orderingCustomers: null }])
  expect(Object.keys(metadata.untold).toSorted()).toEqual([
    'orderingCustomers',
    'repeatPurchaseRate',
    'returningCustomerRate',
    'returningCustomers',
  ])
  expect(metadata.untold['orderingCustomers']).toMatch(/not kept by day/)
  const guests = await orders(`${day}&country=&customerType=guest`)
  expect(guests.history).toMatchObject([{ guestOrders: 1, orderingCustomers: 0 }])
  expect(guests.metadata.untold).toEqual({})
  const plates = await orders(`${day}&product=2`)
  expect(plates.history).toMatchObject([{ orders: 2, guestOrders: null, newCustomers: null }])
  expect(plates.metadata.untold['guestOrders']).toMatch(/each product/)
  expect((await orders(day)).metadata.untold).toEqual({})
})

const toLines = ({ rows }: SalesResponse) =>
  rows.map(({ key, name, netSales }) => [key, name, netSales.amount])

test('split by something, the rows add up to the total', async () => {
  const byChannel = await sales(`by=channel&${MARCH}`)
  expect(toLines(byChannel)).toEqual([
    ['web', 'Online store', '75.00'],
    ['pos', 'Point of sale', '30.00'],
  ])
  expect(byChannel.total).toMatchObject({ orders: 3, netSales: usd('105.00') })
  expect(byChannel.rows[0]).toMatchObject({
    kind: 'value',
    orders: 2,
    averageOrderValue: usd('60.00'),
  })
  expect(toLines(await sales(`by=country&${MARCH}`))).toEqual([
    ['AT', 'Austria', '75.00'],
    ['', 'Country not known', '30.00'],
  ])
  expect(toLines(await sales(`by=presentmentCurrency&${MARCH}&reversals=order`))).toEqual([
    ['EUR', 'Euro', '75.00'],
    ['CAD', 'Canadian Dollar', '30.00'],
  ])
  expect(toLines(await sales(`by=channel&product=2&${MARCH}`))).toEqual([
    ['web', 'Online store', '60.00'],
    ['pos', 'Point of sale', '30.00'],
  ])
  expect((await sales('by=channel')).total).toMatchObject({ orders: 5, totalSales: usd('265.00') })
})

test('new against returning comes by day', async () => {
  const { rows, range } = await sales(
    'by=customerType&interval=day&from=2025-03-04&to=2025-03-05&channel=web',
  )
  expect(range).toMatchObject({ from: '2025-03-04', to: '2025-03-05', interval: 'day' })
  const history = rows.map(({ key, history }) => [key, history?.map((b) => b.netSales.amount)])
  expect(history).toEqual([
    ['returning', ['0.00', '60.00']],
    ['new', ['0.00', '-45.00']],
  ])
})

test('by product, what belongs to none has a row, and so have those beyond the limit', async () => {
  expect(toLines(await sales(`by=product&${MARCH}`))).toEqual([
    ['2', 'Plate', '90.00'],
    ['1', 'Lamp', '20.00'],
    [null, 'Adjustments, which belong to no product', '-5.00'],
  ])
  const { rows, total } = await sales(`by=product&${MARCH}&limit=1&reversals=order`)
  expect(rows.map(({ kind, units, netSales }) => [kind, units, netSales.amount])).toEqual([
    ['value', 2, '90.00'],
    ['other', 1, '20.00'],
    ['adjustment', 0, '-5.00'],
  ])
  expect(total).toMatchObject({ units: 3, netSales: usd('105.00') })
})

test('the values that orders have are offered as filters', async () => {
  const found = SalesFiltersResponse.parse(await get('/api/sales/filters'))
  const lines = Object.entries(found).map(([name, values]) => [
    name,
    values.map(({ value, orders }) => `${value} ${orders}`),
  ])
  expect(Object.fromEntries(lines)).toEqual({
    channel: ['web 4', 'pos 1'],
    country: ['AT 2', 'DE 2', ' 1'],
    customerType: ['new 2', 'returning 2', 'guest 1'],
    presentmentCurrency: ['EUR 2', 'USD 2', 'CAD 1'],
  })
})

test('each answer says what it is about, and what defines each of its fields', async () => {
  const { metadata } = await stats(`${MARCH}&channel=web&country=&reversals=order`)
  expect(metadata).toMatchObject({
    from: '2025-03-01',
    to: '2025-03-10',
    timeZone: 'UTC',
    currencyCode: 'USD',
    reversals: 'order',
    filters: { channel: 'web', country: '' },
    fields: { totalRevenue: 'total-sales', returningCustomerRate: 'returning-customer-rate' },
  })
  const { definitionsVersion } = (await get('/api/definitions')) as { definitionsVersion: string }
  expect(metadata.definitionsVersion).toBe(definitionsVersion)
  expect((await orders(MARCH)).metadata).toMatchObject({ filters: {}, reversals: 'event' })
  expect((await sales(`by=customerType&${MARCH}`)).metadata.fields).toMatchObject({
    key: 'customer-type',
    netSales: 'net-sales',
  })
})

test('a parameter that is not valid is refused with a sentence', async () => {
  for (const [path, field, sentence] of [
    ['/api/stats?compare=tomorrow', 'compare', /must be previous, year, or both/],
    ['/api/orders?product=lamp', 'product', /must be the numeric id/],
    ['/api/orders?product=99999999999999999999', 'product', /must be the numeric id/],
    ['/api/stats?customerType=old', 'customerType', /must be new, returning or guest/],
    ['/api/stats?presentmentCurrency=usd', 'presentmentCurrency', /three capital letters/],
    ['/api/stats?country=Austria', 'country', /two capital letters/],
    ['/api/stats?channel=%00', 'channel', /NUL/],
    ['/api/sales', 'by', /must be channel, country/],
    ['/api/sales?by=product&country=AT', 'country', /cannot be combined with by=product/],
    ['/api/sales?by=product&interval=day', 'interval', /api\/products/],
    ['/api/sales?by=channel&interval=day&from=1990-01-01&to=2026-01-01', 'from', /20,000 buckets/],
  ] as const) {
    const response = await server.app.inject({ url: path, headers })
    expect([path, response.statusCode]).toEqual([path, 400])
    expect(response.headers['content-type']).toBe('application/problem+json')
    const { errors, detail } = response.json()
    expect([path, errors[0]]).toMatchObject([path, { in: 'query', field }])
    expect(detail).toMatch(sentence)
  }
})
