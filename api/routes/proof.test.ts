import { inTenant, saveReport, saveReportCheck, type TenantTrx } from '@tidemark/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProofResponse } from '../schemas/index.ts'
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
let run: <T>(work: (trx: TenantTrx) => Promise<T>) => Promise<T>
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  await fillSalesShop(server.db, shop.tenantId)
  run = (work) => inTenant(server.db, shop.tenantId, work)
  await run((trx) =>
    sql`
      insert into shop_connections (tenant_id, kind, access_token_encrypted, scopes)
      values (${shop.tenantId}, 'admin_token', 'none', '{read_orders,read_reports}')
    `.execute(trx),
  )
})
afterAll(() => server.close())

async function proof(query = 'from=2025-03-01&to=2025-03-31') {
  const response = await server.app.inject({ url: `/api/proof?${query}`, headers })
  expect(response.statusCode).toBe(200)
  return ProofResponse.parse(response.json())
}

const checkedAt = new Date('2025-04-01T06:00:00Z')
const check = (fault: 'scope' | 'customer_data' | 'refused' | null) =>
  run((trx) => saveReportCheck(trx, { checkedAt, olderBefore: null, fault }))

test('before the first comparison there is nothing but a word that it will come', async () => {
  expect(await proof()).toMatchObject({ state: 'waiting', checkedAt: null, days: [], action: null })
})

test('each compared day says in which figures Shopify’s own report differs, and by how much', async () => {
  // The 1st sold 90.00 in two orders; Shopify says 95.00 in two. The 2nd sold nothing.
  const first = (
    metric: 'orders' | 'gross_sales' | 'net_sales' | 'total_sales',
    amount: string,
  ) => ({
    day: '2025-03-01',
    metric,
    amount,
  })
  await run((trx) =>
    saveReport(trx, {
      range: { from: '2025-03-01', to: '2025-03-02' },
      currencyCode: 'USD',
      digits: 2,
      figures: [
        first('orders', '2'),
        first('gross_sales', '90.0'),
        first('net_sales', '90.0'),
        first('total_sales', '95.0'),
      ],
      comparedAt: checkedAt,
    }),
  )
  await check(null)
  const found = await proof()
  expect(found).toMatchObject({
    state: 'compared',
    action: null,
    checkedAt: '2025-04-01T06:00:00.000Z',
    range: { from: '2025-03-01', to: '2025-03-31', timeZone: 'UTC' },
    comparedDays: 2,
    differingDays: 1,
    metadata: { fields: { totalSales: 'total-sales' } },
  })
  expect(found.days).toEqual([
    {
      date: '2025-03-01',
      comparedAt: '2025-04-01T06:00:00.000Z',
      currencyCode: 'USD',
      differences: [{ metric: 'totalSales', ours: '90.00', shopify: '95.00', difference: '-5.00' }],
    },
    {
      date: '2025-03-02',
      comparedAt: '2025-04-01T06:00:00.000Z',
      currencyCode: 'USD',
      differences: [],
    },
  ])
  expect(found.byMetric).toHaveLength(10)
  expect(found.byMetric.filter(({ differingDays }) => differingDays > 0)).toEqual([
    { metric: 'totalSales', differingDays: 1 },
  ])
  expect(await proof('from=2025-03-02&to=2025-03-02')).toMatchObject({ differingDays: 0 })
})

test('what stands in the way is one state with one sentence and what to do', async () => {
  await check('customer_data')
  expect(await proof()).toMatchObject({
    state: 'customer_data',
    action: expect.stringContaining('Partner Dashboard'),
    comparedDays: 2,
  })
  await run((trx) => sql`update shop_connections set scopes = '{read_orders}'`.execute(trx))
  expect(await proof()).toMatchObject({
    state: 'scope',
    sentence: 'This app may not read Shopify’s own reports.',
    action: expect.stringContaining('read_reports'),
  })
})
