import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSalesShop, sellAt } from '../testing/sales-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

test('the shops of the account have a line each, and one more for each other currency', async () => {
  const [mine, empty] = [
    await createTestTenant(server.db, { shopDomain: 'cups.myshopify.com', name: '=1+1' }),
    await createTestTenant(server.db, { shopDomain: 'empty.myshopify.com', name: 'Zero' }),
  ]
  const account = await createTestAccount(server.db, 'agency@example.com', [mine, empty])
  await fillSalesShop(server.db, mine.tenantId)
  await sellAt(server.db, mine.tenantId, [
    { id: '21', at: '2025-03-02T10:00:00Z', customerId: '7', amount: '9.99', currencyCode: 'GBP' },
  ])
  const response = await server.app.inject({
    url: '/api/export/shops?from=2025-03-01&to=2025-03-31',
    headers: await signIn(server.app, account),
  })
  expect(response.headers['content-disposition']).toBe(
    'attachment; filename="tidemark-shops-2025-03-01-2025-03-31.csv"',
  )
  expect(response.body.slice(1).split('\r\n')).toEqual([
    'id,shopDomain,name,failure,from,to,totalRevenue,currencyCode,orders,orderingCustomers,' +
      'previousTotalRevenue,previousOrders,previousOrderingCustomers,status,lastSyncedAt,' +
      'syncState,connection',
    `${mine.tenantId},cups.myshopify.com,'=1+1,,2025-03-01,2025-03-31,105.00,USD,4,2,50.00,1,1,active,,,connected`,
    `${mine.tenantId},cups.myshopify.com,'=1+1,,,,9.99,GBP,1,,,,,,,,`,
    `${empty.tenantId},empty.myshopify.com,Zero,,2025-03-01,2025-03-31,0.00,USD,0,0,0.00,0,0,active,,,connected`,
    '',
  ])
})
