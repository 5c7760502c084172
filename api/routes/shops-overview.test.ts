import { inTenant, markTrouble } from '@tidemark/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ShopsResponse } from '../schemas/index.ts'
import { fillSalesShop, sellAt } from '../testing/sales-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }

/** By name: four shops of the agency, the last of which cannot be read, and one of somebody else. */
beforeAll(async () => {
  server = await createTestServer()
  const { db } = server
  const usd = await createTestTenant(db, { name: 'Anchor' })
  await fillSalesShop(db, usd.tenantId)
  const changed = await createTestTenant(db, { name: 'Buoy' })
  await sellAt(db, changed.tenantId, [
    { id: '1', at: '2025-02-20T10:00:00Z', customerId: '2', amount: '3.00', currencyCode: 'EUR' },
    { id: '2', at: '2025-03-01T10:00:00Z', customerId: '2', amount: '7.00', currencyCode: 'EUR' },
    { id: '3', at: '2025-03-10T23:30:00Z', customerId: '1', amount: '0.10', currencyCode: 'USD' },
    { id: '4', at: '2025-03-11T00:30:00Z', customerId: '1', amount: '9.00', currencyCode: 'USD' },
  ])
  const yen = await createTestTenant(db, {
    name: 'Cove',
    timeZone: 'Asia/Tokyo',
    currencyCode: 'JPY',
  })
  // 00:30 on March 1 in Tokyo.
  await sellAt(db, yen.tenantId, [
    { id: '1', at: '2025-02-28T15:30:00Z', customerId: null, amount: '1200', currencyCode: 'JPY' },
  ])
  const broken = await createTestTenant(db, { name: 'Dune', timeZone: 'Nowhere/Else' })
  await createTestTenant(db, { name: 'Elsewhere' })
  const agency = await createTestAccount(db, 'agency@example.com', [usd, changed, yen, broken])
  headers = await signIn(server.app, agency)
  await inTenant(db, yen.tenantId, async (trx) => {
    await sql`
      insert into shop_connections (tenant_id, kind, access_token_encrypted)
      values (${yen.tenantId}, 'admin_token', 'none')
    `.execute(trx)
    await markTrouble(trx, 'token_revoked')
    await sql`
      insert into sync_runs (tenant_id, run_id, workflow_id, trigger, state, started_at, finished_at)
      values
        (${yen.tenantId}, '1', 'sync', 'schedule', 'completed', '2025-03-09T10:00:00Z',
          '2025-03-09T10:01:00Z'),
        (${yen.tenantId}, '2', 'sync', 'manual', 'failed', '2025-03-10T10:00:00Z',
          '2025-03-10T10:01:00Z')
    `.execute(trx)
  })
})
afterAll(() => server.close())

const ask = (query: string, more: object = headers) =>
  server.app.inject({ url: `/api/shops/overview?${query}`, headers: { ...more } })

async function overview(query: string) {
  const response = await ask(query)
  expect([response.statusCode, query]).toEqual([200, query])
  return ShopsResponse.parse(response.json())
}

const MARCH = 'from=2025-03-01&to=2025-03-10'
const usd = (amount: string) => ({ amount, currencyCode: 'USD' })
const eur = (amount: string) => ({ amount, currencyCode: 'EUR' })
const jpy = (amount: string) => ({ amount, currencyCode: 'JPY' })

test('every shop of the account, and no other, has its figures and the period’s before', async () => {
  const { shops } = await overview(MARCH)
  expect(shops.map(({ name }) => name)).toEqual(['Anchor', 'Buoy', 'Cove', 'Dune'])
  const [anchor, buoy, cove] = shops.map(({ reading }) => reading)
  expect(anchor).toMatchObject({
    status: 'active',
    currencyCode: 'USD',
    timeZone: 'UTC',
    range: { from: '2025-03-01', to: '2025-03-10' },
    totalRevenue: usd('105.00'), // 30 + 60 + 60 - 45
    orders: 3,
    orderingCustomers: 1,
    otherCurrencies: [],
    previous: {
      from: '2025-02-19',
      to: '2025-02-28',
      totalRevenue: usd('50.00'),
      orders: 1,
      orderingCustomers: 1,
    },
    lastSyncedAt: null,
    sync: null,
    connection: { state: 'connected', trouble: null },
  })
  expect(anchor?.dailyRevenue).toEqual([
    '90.00', // 30 + 60
    ...Array.from({ length: 3 }, () => '0.00'),
    '15.00', // 60 - 45
    ...Array.from({ length: 5 }, () => '0.00'),
  ])
  expect(buoy).toMatchObject({
    totalRevenue: usd('0.10'),
    orders: 2,
    orderingCustomers: 2,
    otherCurrencies: [{ currencyCode: 'EUR', totalRevenue: eur('7.00'), orders: 1 }],
    previous: {
      totalRevenue: usd('0.00'),
      orders: 1,
      otherCurrencies: [{ currencyCode: 'EUR', totalRevenue: eur('3.00'), orders: 1 }],
    },
  })
  expect(cove).toMatchObject({
    totalRevenue: jpy('1200'),
    orders: 1,
    orderingCustomers: 0,
    previous: { totalRevenue: jpy('0'), orders: 0 },
    dailyRevenue: ['1200', ...Array.from({ length: 9 }, () => '0')],
  })
})

test('a shop says how fresh it is, how its newest sync went and what stands in the way', async () => {
  const { shops } = await overview(MARCH)
  expect(shops[2]?.reading).toMatchObject({
    status: 'needs_attention',
    lastSyncedAt: '2025-03-09T10:01:00.000Z',
    sync: { trigger: 'manual', state: 'failed', finishedAt: '2025-03-10T10:01:00.000Z' },
    connection: { state: 'token_revoked', trouble: { mend: 'reconnect' } },
  })
})

test('sums are by currency, and what a shop sold in its former one counts to that', async () => {
  expect((await overview(MARCH)).totals).toEqual([
    {
      currencyCode: 'EUR',
      shops: 0,
      totalRevenue: eur('7.00'),
      orders: 1,
      orderingCustomers: 0,
      previous: { totalRevenue: eur('3.00'), orders: 1, orderingCustomers: 0 },
    },
    {
      currencyCode: 'JPY',
      shops: 1,
      totalRevenue: jpy('1200'),
      orders: 1,
      orderingCustomers: 0,
      previous: { totalRevenue: jpy('0'), orders: 0, orderingCustomers: 0 },
    },
    {
      currencyCode: 'USD',
      shops: 2,
      totalRevenue: usd('105.10'),
      orders: 4,
      orderingCustomers: 3,
      previous: { totalRevenue: usd('50.00'), orders: 1, orderingCustomers: 2 },
    },
  ])
})

test('a shop that cannot be read is shown as that, not as one that sold nothing', async () => {
  const { shops, failed } = await overview(MARCH)
  expect(failed).toBe(1)
  expect(shops[3]).toMatchObject({
    name: 'Dune',
    failure: 'This shop could not be read just now.',
    reading: null,
  })
})

test('reversals by order count on the order’s day', async () => {
  const { shops, metadata } = await overview(`${MARCH}&reversals=order`)
  // 30 + 60 - 45 on the 1st.
  expect(shops[0]?.reading?.dailyRevenue.slice(0, 5)).toEqual([
    '45.00',
    '0.00',
    '0.00',
    '0.00',
    '60.00',
  ])
  expect(metadata).toMatchObject({ reversals: 'order', fields: { totalRevenue: 'total-sales' } })
})

test('without a range it is the last thirty days, each in its own zone', async () => {
  const { shops } = await overview('')
  expect(shops.map(({ reading }) => reading?.dailyRevenue.length)).toEqual([30, 30, 30, undefined])
  const tokyo = shops[2]?.reading
  const { rows } = await sql<{ today: string }>`
    select (now() at time zone 'Asia/Tokyo')::date::text as today
  `.execute(server.db)
  expect(tokyo?.range.to).toBe(rows[0]?.today)
})

test('half a range, one of more than a year and one that ends before it begins are refused', async () => {
  for (const query of [
    'from=2025-03-01',
    'to=2025-03-01',
    'from=2024-01-01&to=2025-01-01',
    'from=2025-03-02&to=2025-03-01',
  ]) {
    expect([query, (await ask(query)).statusCode]).toEqual([query, 400])
  }
  expect((await ask('from=2024-01-01&to=2024-12-31')).statusCode).toBe(200)
})

test('without a session there is no answer, and an account without shops has an empty list', async () => {
  expect((await ask('', {})).statusCode).toBe(401)
  const nobody = await signIn(
    server.app,
    await createTestAccount(server.db, 'nobody@example.com', []),
  )
  expect((await ask('', nobody)).json()).toMatchObject({ shops: [], failed: 0, totals: [] })
})
