import { afterAll, beforeAll, expect, test } from 'vitest'
import { OrderListResponse } from '../schemas/index.ts'
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
  const shop = await createTestTenant(server.db, { timeZone: 'America/New_York' })
  const other = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  foreignHeaders = await signIn(
    server.app,
    await createTestAccount(server.db, 'bob@example.com', [other]),
  )
  await fillOrderShop(server.db, shop.tenantId)
})
afterAll(() => server.close())

async function list(query: string, as = headers): Promise<OrderListResponse> {
  const response = await server.app.inject({ url: `/api/orders/list?${query}`, headers: as })
  expect(response.statusCode, response.body).toBe(200)
  return OrderListResponse.parse(response.json())
}

const ids = async (query: string) => (await list(query)).orders.map(({ id }) => id)
const usd = (amount: string) => ({ amount, currencyCode: 'USD' })
const NO_FLAGS = {
  test: false,
  cancelled: false,
  deleted: false,
  edited: false,
  refunded: false,
  unbalanced: false,
}

test('the newest orders come first, with what the ledger says they are worth', async () => {
  const { orders, hasMore, nextCursor, metadata } = await list('')
  expect(orders.map(({ id }) => id)).toEqual(['110', '105', '104', '103', '102', '101'])
  expect(orders[5]).toEqual({
    id: '101',
    name: '#1001',
    processedAt: '2026-03-01T03:30:00.000Z',
    day: '2026-02-28',
    customer: { id: '7', displayName: 'Ann Lee' },
    financialStatus: 'PARTIALLY_REFUNDED',
    fulfillmentStatus: 'FULFILLED',
    channel: { value: 'web', name: 'Online store' },
    country: { value: 'US', name: 'United States' },
    // 216 + 10.80 + 54 − 108 − 0.30, the tip apart.
    totalSales: usd('172.50'),
    presentmentTotal: null,
    currentTotal: usd('177.50'),
    units: 2,
    flags: { ...NO_FLAGS, edited: true, refunded: true },
  })
  expect(orders[4]).toMatchObject({
    customer: null,
    totalSales: usd('19.98'),
    presentmentTotal: { amount: '18.00', currencyCode: 'EUR' },
    currentTotal: usd('20.00'),
    flags: NO_FLAGS,
  })
  expect(orders.slice(0, 4).map((one) => [one.customer?.displayName, one.flags])).toEqual([
    ['Ann Lee', NO_FLAGS],
    // Eve was deleted.
    [undefined, { ...NO_FLAGS, unbalanced: true }],
    ['Bob Smith', { ...NO_FLAGS, test: true }],
    ['Bob Smith', { ...NO_FLAGS, cancelled: true }],
  ])
  expect([hasMore, nextCursor]).toEqual([false, null])
  expect(metadata).toMatchObject({
    from: null,
    timeZone: 'America/New_York',
    filters: {},
    fields: { totalSales: 'total-sales' },
  })
})

test('pages follow each other, orders of the same second too, in either direction and sort', async () => {
  for (const [sort, expected] of [
    ['sort=processedAt', ['110', '105', '104', '103', '102', '101']],
    ['sort=processedAt&direction=asc', ['101', '102', '103', '104', '105', '110']],
    ['sort=currentTotal', ['101', '105', '104', '102', '110', '103']],
    ['sort=currentTotal&direction=asc', ['103', '110', '102', '104', '105', '101']],
  ] as const) {
    const found: string[] = []
    let cursor = ''
    do {
      const page = await list(`${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
      found.push(...page.orders.map(({ id }) => id))
      expect(page.hasMore).toBe(page.nextCursor !== null)
      cursor = page.nextCursor ?? ''
    } while (cursor !== '' && found.length < 10)
    expect([sort, found]).toEqual([sort, expected])
  }
})

test('filters are joined, and days are those of the shop', async () => {
  for (const [query, expected] of [
    ['from=2026-02-28&to=2026-02-28', ['101']],
    ['from=2026-03-01&to=2026-03-04', ['103', '102']],
    ['to=2026-03-03', ['102', '101']],
    ['from=2026-03-06', ['110', '105']],
    ['customer=7', ['110', '101']],
    ['customer=007', ['110', '101']],
    ['financialStatus=VOIDED', ['103']],
    ['fulfillmentStatus=UNFULFILLED', ['102']],
    ['channel=pos', ['102']],
    ['channel=', ['103']],
    ['country=US', ['101']],
    ['country=', ['110', '105', '104', '103']],
    ['state=open', ['110', '105', '102', '101']],
    ['state=cancelled', ['103']],
    ['state=test', ['104']],
    ['state=deleted', ['106']],
    ['kind=edited', ['101']],
    ['kind=refunded', ['101']],
    ['kind=unbalanced', ['105']],
    ['kind=edited&customer=8', []],
    ['country=&financialStatus=PAID&state=open', ['110', '105']],
  ] as const) {
    expect([query, await ids(query)]).toEqual([query, expected])
  }
  expect((await list('channel=&kind=edited&search=x')).metadata.filters).toEqual({
    channel: '',
    kind: 'edited',
    search: 'x',
  })
})

test('a search finds names of orders, ids and customers', async () => {
  for (const [search, expected] of [
    ['#1001', ['110', '101']],
    ['1001', ['110', '101']],
    ['1003', ['103']],
    ['105', ['105']],
    ['LEE', ['110', '101']],
    ['bob smith', ['104', '103']],
    ['nobody', []],
  ] as const) {
    const query = `search=${encodeURIComponent(search)}`
    expect([search, await ids(query)]).toEqual([search, expected])
  }
  expect(await ids('search=smith&state=cancelled')).toEqual(['103'])
  expect(await ids('search=1006')).toEqual([])
  expect(await ids('search=1006&state=deleted')).toEqual(['106'])
})

test('what cannot be answered is refused by the name of its field', async () => {
  const { nextCursor } = await list('limit=1')
  const forged = Buffer.from('["orders processedAt desc","noon","1"]').toString('base64url')
  for (const [query, field] of [
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['sort=name', 'sort'],
    ['limit=251', 'limit'],
    ['search=', 'search'],
    ['search=a%00b', 'search'],
    ['customer=ann', 'customer'],
    ['financialStatus=paid', 'financialStatus'],
    ['state=closed', 'state'],
    ['country=Germany', 'country'],
    ['cursor=abc', 'cursor'],
    [`cursor=${forged}`, 'cursor'],
    [`cursor=${nextCursor}&sort=currentTotal`, 'cursor'],
  ]) {
    const response = await server.app.inject({ url: `/api/orders/list?${query}`, headers })
    expect([query, response.statusCode]).toEqual([query, 400])
    expect([query, response.json<{ errors: { field: string }[] }>().errors[0]?.field]).toEqual([
      query,
      field,
    ])
  }
})

test('nobody sees the orders of another shop', async () => {
  expect((await list('', foreignHeaders)).orders).toEqual([])
  expect((await list('search=1001', foreignHeaders)).orders).toEqual([])
  expect((await server.app.inject({ url: '/api/orders/list' })).statusCode).toBe(401)
})
