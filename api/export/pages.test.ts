import { beginRun, inTenant } from '@tidemark/db'
import { ingestCustomers, ingestProducts, rejectRows } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SoldOrder, sellAt } from '../testing/sales-shop.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

/** More than a page of a file, and many pages of the JSON route. */
const CUSTOMERS = 5_300
const PRODUCTS = 5_100
/** Customer 1 alone has more orders than a page. */
const ORDERS = 5_200

const ids = Array.from({ length: CUSTOMERS }, (_, at) => String(at + 1))

let server: TestServer
let headers: { cookie: string }
beforeAll(async () => {
  server = await createTestServer()
  const { tenantId } = await createTestTenant(server.db)
  headers = await signIn(
    server.app,
    await createTestAccount(server.db, 'ann@example.com', [{ tenantId }]),
  )
  await inTenant(server.db, tenantId, async (trx) => {
    await ingestCustomers(trx, ids.map(toCustomer))
    await ingestProducts(
      trx,
      Array.from({ length: PRODUCTS }, (_, at) => toProduct(`${at + 1}`)),
    )
    await rejectRows(trx, ids.slice(0, 600).map(toRejected))
    await beginRun(trx, { runId: 'newest', workflowId: 'sync', trigger: 'first' })
    // Thousands that began in one and the same microsecond.
    await sql`
      insert into sync_runs
        (tenant_id, run_id, workflow_id, trigger, state, started_at, finished_at, entities)
      select ${tenantId}, 'run ' || n, 'sync', 'schedule', 'completed',
        '2026-01-01 00:00:00.123456+00', '2026-01-01 00:00:01+00', '{}'
      from generate_series(1, 5100) as n
    `.execute(trx)
  })
  const first = ids.map((id) => toOrder(`1${id.padStart(6, '0')}`, id))
  const more = ids.slice(0, ORDERS).map((id) => toOrder(`2${id.padStart(6, '0')}`, '1'))
  await sellAt(server.db, tenantId, [...first, ...more])
})
afterAll(() => server.close())

/** Many have spent the same, at the same time. */
const toOrder = (id: string, customerId: string): SoldOrder => ({
  id,
  at: `2026-01-0${(Number(id) % 9) + 1}T10:00:00Z`,
  customerId,
  amount: `${(Number(id) % 7) + 1}.50`,
  currencyCode: 'USD',
})

const toCustomer = (id: string) => ({
  id,
  displayName: null,
  state: 'ENABLED',
  createdAt: '2024-01-01T00:00:00Z',
  updatedAt: '2024-01-01T00:00:00Z',
  amountSpent: '0.0',
  amountSpentCurrencyCode: 'USD',
  ordersCount: '0',
  readAt: '2025-04-01T00:00:00Z',
})

const toProduct = (id: string) => ({
  id,
  title: `Thing ${Number(id) % 10}`,
  handle: id,
  status: 'ACTIVE',
  vendor: null,
  productType: null,
  createdAt: '2024-01-01T00:00:00Z',
  updatedAt: '2024-01-01T00:00:00Z',
  variants: [],
  variantsComplete: true,
})

const toRejected = (entityId: string) => ({
  entity: 'orders' as const,
  entityId,
  json: {},
  reason: 'No.',
})

interface Money {
  amount: string
  currencyCode: string
}
type Row = Record<string, Money | string | number | null> & { id: string }

/** All rows that a JSON route has, page after page of its own size. */
async function readPages(path: string, name: string): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: string = `${path}limit=250${cursor && `&cursor=${cursor}`}`
    const response = await server.app.inject({ url: page, headers })
    rows.push(...(response.json<Record<string, Row[]>>()[name] ?? []))
    cursor = response.json<{ nextCursor: string | null }>().nextCursor
  }
  return rows
}

/** The rows of a file by column, none of which holds a comma. */
async function download(path: string): Promise<({ id: string } & Record<string, string>)[]> {
  const { body } = await server.app.inject({ url: `/api/export/${path}`, headers })
  const [first = '', ...lines] = body.slice(1).split('\r\n').slice(0, -1)
  const names = first.split(',')
  return lines.map((line) => ({
    id: '',
    ...Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])),
  }))
}

/** A row of the JSON route as the columns of the file should hold it. */
const toCells = (row: Row): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' ? (value?.amount ?? '') : String(value),
    ]),
  )

const WITHOUT_CURRENCIES = { currencyCode: 'USD', shopifyCurrencyCode: 'USD' }

test.each(['lifetimeValue', 'lastOrder'])(
  'customers by %s are those of all JSON pages, each once and in the same order',
  async (sort) => {
    const pages = await readPages(`/api/customers?sort=${sort}&direction=asc&`, 'customers')
    expect(pages).toHaveLength(CUSTOMERS)
    expect(await download(`customers?sort=${sort}&direction=asc`)).toEqual(
      pages.map((row) => ({ ...toCells(row), ...WITHOUT_CURRENCIES })),
    )
  },
)

test('so are those whose value is another than Shopify’s', async () => {
  const pages = await readPages('/api/customers/drift?', 'largest')
  expect(pages).toHaveLength(CUSTOMERS)
  expect(await download('customer-drift')).toEqual(
    pages.map((row) => ({ ...toCells(row), ...WITHOUT_CURRENCIES })),
  )
})

test('so are the orders of one customer', async () => {
  const pages = await readPages('/api/customers/1?', 'orders')
  expect(pages).toHaveLength(ORDERS + 1)
  expect(await download('customer-orders?id=1')).toEqual(
    pages.map((row) => ({ ...toCells(row), currencyCode: 'USD' })),
  )
})

test('so are the orders of all, and the products for sale', async () => {
  const named = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const orders = await readPages('/api/orders/list?sort=currentTotal&', 'orders')
  expect(orders).toHaveLength(CUSTOMERS + ORDERS)
  expect(named(await download('orders?sort=currentTotal'))).toEqual(named(orders))
  const products = await readPages('/api/products?show=live&sort=title&', 'products')
  expect(products).toHaveLength(PRODUCTS)
  expect(named(await download('products?show=live&sort=title'))).toEqual(named(products))
})

test('rows that were set aside at the same moment, and syncs that began at it, are all there once', async () => {
  const rejected = await download('rejected')
  expect(rejected.map(({ entityId }) => entityId)).toEqual(ids.slice(0, 600).toSorted())
  const syncs = await download('syncs')
  const names = Array.from({ length: 5_100 }, (_, at) => `run ${at + 1}`).toSorted()
  expect(syncs.map(({ runId }) => runId)).toEqual(['newest', ...names])
})
