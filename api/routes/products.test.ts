import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '@tidemark/db'
import { sql } from 'kysely'
import { ProductFiltersResponse, ProductResponse, ProductsResponse } from '../schemas/index.ts'
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
  const shop = await createTestTenant(server.db, { currencyCode: 'JPY' })
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  await inTenant(server.db, shop.tenantId, async (trx) => {
    await sql`
      insert into products (tenant_id, id, title, handle, status, vendor, created_at, updated_at,
        content_hash)
      values (${shop.tenantId}, 1, 'Lamp', 'lamp', 'ACTIVE', 'Lux', now(), now(), '\\x00'),
        (${shop.tenantId}, 2, 'Plate', 'plate', 'ACTIVE', null, now(), now(), '\\x00')
    `.execute(trx)
    await sql`
      insert into variants (tenant_id, id, product_id, title, sku, price, position)
      values (${shop.tenantId}, 10, 1, 'Small', 'L-S', 500, 1)
    `.execute(trx)
    await sql`
      insert into daily_product_sales (tenant_id, part, day, product_id, variant_id,
        currency_code, units, returned_units, gross_sales, returns, net_sales, entries)
      select ${shop.tenantId}, 'event', s.* from (values
        (date '2026-03-01', 1, 10, 'JPY', 3, -1, 2000, -500, 1500, 2),
        (date '2026-03-02', 0, 0, 'JPY', 1, 0, 300, 0, 300, 1),
        (date '2026-03-02', 7, 70, 'JPY', 1, 0, 200, 0, 200, 1)
      ) as s
    `.execute(trx)
  })
})
afterAll(() => server.close())

const get = (url: string) => server.app.inject({ url, headers })
const yen = (amount: string) => ({ amount, currencyCode: 'JPY' })
const month = 'from=2026-03-01&to=2026-03-31'

test('the products of a range, with what has no name and what adds up', async () => {
  const response = await get(`/api/products?${month}`)
  expect(response.statusCode).toBe(200)
  const { range, products, total, nextCursor, metadata } = ProductsResponse.parse(response.json())
  expect(range).toEqual({ from: '2026-03-01', to: '2026-03-31', timeZone: 'UTC' })
  expect(products[0]).toEqual({
    id: '1',
    title: 'Lamp',
    vendor: 'Lux',
    productType: null,
    state: 'active',
    lastSoldOn: '2026-03-01',
    daysSinceLastSale: expect.any(Number),
    variantId: null,
    variantTitle: null,
    sku: null,
    unitsSold: 4,
    unitsReturned: 1,
    grossSales: yen('2000'),
    discounts: yen('0'),
    returns: yen('-500'),
    netSales: yen('1500'),
    returnedUnitsShare: 0.25,
    returnedSalesShare: 0.25,
    previous: null,
    year: null,
  })
  expect(products.map(({ id, title }) => [id, title])).toEqual([
    ['1', 'Lamp'],
    ['0', 'Custom items and products that Shopify no longer names'],
    ['7', 'Product #7'],
  ])
  expect(total).toMatchObject({ rows: 3, unitsSold: 6, netSales: yen('2000') })
  expect(nextCursor).toBeNull()
  expect(metadata).toMatchObject({
    from: '2026-03-01',
    to: '2026-03-31',
    currencyCode: 'JPY',
    reversals: 'event',
    filters: {},
    fields: { netSales: 'product-net-sales', lastSoldOn: 'product-last-sold' },
  })
})

test('each product stands beside what it sold in the period before, and so does the total', async () => {
  const response = await get('/api/products?from=2026-03-02&to=2026-03-02&compare=previous,year')
  const { products, total, previous, year } = ProductsResponse.parse(response.json())
  expect(products.map((row) => [row.id, row.netSales, row.previous?.netSales])).toEqual([
    ['0', yen('300'), yen('0')],
    ['7', yen('200'), yen('0')],
  ])
  expect(products[0]?.year).toMatchObject({ unitsSold: 0, returnedUnitsShare: null })
  expect(total).toMatchObject({ rows: 2, unitsSold: 2, netSales: yen('500') })
  expect(previous).toMatchObject({
    from: '2026-03-01',
    to: '2026-03-01',
    total: { rows: 1, unitsSold: 4, unitsReturned: 1, netSales: yen('1500') },
  })
  expect(year).toMatchObject({ from: '2025-03-02', total: { rows: 0, netSales: yen('0') } })
  const later = await get('/api/products?from=2026-03-02&to=2026-03-03&product=1&compare=previous')
  expect(later.json()).toMatchObject({ products: [], previous: { total: { rows: 1 } } })
  expect((await get('/api/products?from=2026-03-02&compare=previous')).json()).toMatchObject({
    previous: null,
  })
})

test('page by page, by variant or what is for sale', async () => {
  const first = ProductsResponse.parse(
    (await get(`/api/products?${month}&by=variant&limit=2`)).json(),
  )
  expect(first.products.map((row) => row.variantId)).toEqual(['10', '0'])
  const next = await get(`/api/products?${month}&by=variant&limit=2&cursor=${first.nextCursor}`)
  const second = ProductsResponse.parse(next.json())
  expect(second.products.map((row) => row.variantId)).toEqual(['70'])
  expect([second.nextCursor, second.total]).toEqual([null, first.total])
  const slow = await get(`/api/products?show=live&sort=unitsSold&direction=asc`)
  expect(ProductsResponse.parse(slow.json()).products).toMatchObject([
    { title: 'Plate', unitsSold: 0, lastSoldOn: null, daysSinceLastSale: null },
    { title: 'Lamp', unitsSold: 4 },
  ])
  expect(slow.json<ProductsResponse>().metadata).toMatchObject({
    from: null,
    filters: { show: 'live' },
  })
  const titles = await get('/api/products?show=live&sort=title')
  expect(titles.json<ProductsResponse>().products.map((row) => row.title)).toEqual([
    'Lamp',
    'Plate',
  ])
})

test('one product with its variants and its history', async () => {
  const response = await get('/api/products/1?from=2026-02-27&to=2026-03-02&interval=month')
  const found = ProductResponse.parse(response.json())
  expect(found.range).toEqual({
    from: '2026-02-27',
    to: '2026-03-02',
    interval: 'month',
    timeZone: 'UTC',
  })
  expect(found.product).toMatchObject({ id: '1', handle: 'lamp', netSales: yen('1500') })
  expect(found.variants).toMatchObject([{ id: '10', price: yen('500'), unitsSold: 4 }])
  expect(found.history.map(({ date, netSales }) => [date, netSales.amount])).toEqual([
    ['2026-02-01', '0'],
    ['2026-03-01', '1500'],
  ])
  expect((await get('/api/products/007')).json()).toMatchObject({ product: { id: '7' } })
})

test('the vendors and types that products have are offered as filters', async () => {
  const response = await get('/api/products/filters')
  expect(ProductFiltersResponse.parse(response.json())).toEqual({
    vendor: [{ value: 'Lux', products: 1 }],
    productType: [],
  })
})

test('what cannot be answered is refused by the name of its field', async () => {
  const listed = await get(`/api/products?${month}&limit=1`)
  const { nextCursor } = listed.json<ProductsResponse>()
  for (const [query, field] of [
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['sort=price', 'sort'],
    ['limit=251', 'limit'],
    ['product=lamp', 'product'],
    ['search=', 'search'],
    ['search=a%00b', 'search'],
    ['channel=web', 'channel'],
    ['country=DE', 'country'],
    ['cursor=abc', 'cursor'],
    [`cursor=${nextCursor}&sort=title`, 'cursor'],
    [`cursor=${nextCursor}&by=variant`, 'cursor'],
    [
      `cursor=${Buffer.from('["product netSales desc","x","1","0"]').toString('base64url')}`,
      'cursor',
    ],
  ]) {
    const response = await get(`/api/products?${query}`)
    expect([query, response.statusCode]).toEqual([query, 400])
    expect([query, response.json<{ errors: { field: string }[] }>().errors[0]?.field]).toEqual([
      query,
      field,
    ])
  }
  const channel = await get('/api/products?channel=web')
  expect(channel.json()).toMatchObject({
    detail: expect.stringMatching(/^channel: is not possible for products: .* not by channel\. /),
  })
  expect((await get('/api/products/lamp')).statusCode).toBe(400)
  expect((await get('/api/products/99')).statusCode).toBe(404)
  for (const url of ['/api/products', '/api/products/filters', '/api/products/1']) {
    expect((await server.app.inject({ url })).statusCode).toBe(401)
    const foreign = { ...headers, 'x-tenant-id': '00000000-0000-4000-8000-000000000000' }
    expect((await server.app.inject({ url, headers: foreign })).statusCode).toBe(404)
  }
})
