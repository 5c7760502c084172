import { afterAll, beforeAll, expect, test } from 'vitest'
import { openExportShop, type ExportShop } from '../testing/export-shop.ts'

let shop: ExportShop
beforeAll(async () => {
  shop = await openExportShop()
})
afterAll(() => shop.close())

test('a file is named by the shop, the table and the days, and is kept by nobody on the way', async () => {
  const named = async (path: string) => (await shop.get(path)).headers
  const figures = await named('figures?from=2025-03-01&to=2025-03-31')
  expect(figures).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition':
      'attachment; filename="tidemark-lamps-figures-2025-03-01-2025-03-31.csv"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect((await named('customers'))['content-disposition']).toBe(
    'attachment; filename="tidemark-lamps-customers.csv"',
  )
  expect((await named('customer-orders?id=008'))['content-disposition']).toBe(
    'attachment; filename="tidemark-lamps-customer-orders-8.csv"',
  )
})

test('what is wrong with the question is a problem, not a file', async () => {
  const asked = async (path: string) => {
    const response = await shop.get(path)
    expect(response.headers).not.toHaveProperty('content-disposition')
    expect(response.headers['content-type']).toBe('application/problem+json')
    return [response.statusCode, response.json<{ type: string }>().type]
  }
  const invalid = [400, 'urn:tidemark:problem:validation']
  expect(await asked('figures?from=2025-03-32')).toEqual(invalid)
  expect(await asked('products?from=2025-03-02&to=2025-03-01')).toEqual(invalid)
  expect(await asked('sales')).toEqual(invalid)
  expect(await asked('sales?by=product&channel=web')).toEqual(invalid)
  expect(await asked('sales-over-time?from=1000-01-01&to=2025-01-01')).toEqual(invalid)
  expect(await asked('product-history')).toEqual(invalid)
  expect(await asked('product-history?id=3')).toEqual([404, 'urn:tidemark:problem:no-such-product'])
  expect(await asked('customer-orders?id=x')).toEqual([
    404,
    'urn:tidemark:problem:no-such-customer',
  ])
  expect(await asked('nothing')).toEqual([404, 'about:blank'])
})
