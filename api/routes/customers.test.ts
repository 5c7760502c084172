import { type Db, inTenant } from '@tidemark/db'
import {
  type CustomerInput,
  ingestCustomers,
  ingestOrders,
  markDeleted,
  type OrderInput,
  type SaleInput,
} from '@tidemark/db/ingest'
import { drain } from '@tidemark/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  CohortsResponse,
  CustomerDriftResponse,
  CustomerResponse,
  CustomersResponse,
  RfmResponse,
  TimeBetweenOrdersResponse,
} from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
let headers: { cookie: string }
let emptyHeaders: { cookie: string }
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db, { timeZone: 'America/New_York' })
  const empty = await createTestTenant(server.db)
  headers = await signIn(server.app, await createTestAccount(server.db, 'ann@example.com', [shop]))
  emptyHeaders = await signIn(
    server.app,
    await createTestAccount(server.db, 'bob@example.com', [empty]),
  )
  await fill(server.db, shop.tenantId)
})
afterAll(() => server.close())

/** Ann: two orders, a part of the first came back. Bob: one. 3 has no name, 4 no order; 5 is gone. */
async function fill(db: Db, tenantId: string): Promise<void> {
  const customers = [
    { id: '1', displayName: 'Ann Lee', amountSpent: '45.0' },
    { id: '2', displayName: 'Bob Lee', amountSpent: '0.0' },
    { id: '3', displayName: null, amountSpent: '7.5' },
    { id: '4', displayName: 'Dan', amountSpent: '80.0' },
    { id: '5', displayName: 'Eve', amountSpent: '0.0' },
  ]
  await inTenant(db, tenantId, async (trx) => {
    await ingestCustomers(trx, customers.map(customer))
    await ingestOrders(trx, [
      order('11', '1', '2026-01-10', [sold('111', '2026-01-10', '40.00'), back('112', '-10.00')]),
      order('12', '1', '2026-01-20', [sold('121', '2026-01-20', '20.00')]),
      order('21', '2', '2026-02-01', [sold('211', '2026-02-01', '60.00')]),
      order('31', '3', '2026-02-02', [sold('311', '2026-02-02', '7.50')]),
      order('51', '5', '2026-02-02', [sold('511', '2026-02-02', '999.00')]),
    ])
    await markDeleted(trx, 'customers', ['5'], null)
  })
  await drain(db, tenantId)
}

function customer(fields: {
  id: string
  displayName: string | null
  amountSpent: string
}): CustomerInput {
  const at = '2026-01-01T00:00:00Z'
  return {
    state: 'ENABLED',
    createdAt: at,
    updatedAt: at,
    amountSpentCurrencyCode: 'USD',
    ordersCount: '1',
    readAt: '2026-03-01T00:00:00Z',
    ...fields,
  }
}

function order(id: string, customerId: string, day: string, sales: SaleInput[]): OrderInput {
  const at = `${day}T12:00:00Z`
  return {
    id,
    name: `#${id}`,
    customerId,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
    cancelledAt: null,
    test: false,
    currencyCode: 'USD',
    presentmentCurrencyCode: 'USD',
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    sourceName: 'web',
    countryCode: null,
    originalTotal: '0.0',
    currentTotal: '0.0',
    totalRefunded: '0.0',
    cashRounding: '0.0',
    refundDiscrepancy: '0.0',
    lines: [],
    sales,
    refunds: [],
  }
}

function sold(id: string, day: string, totalAmount: string): SaleInput {
  return {
    id,
    agreementId: id,
    reason: 'ORDER',
    happenedAt: `${day}T12:00:00Z`,
    actionType: 'ORDER',
    lineType: 'PRODUCT',
    quantity: 1,
    totalAmount,
    discountBeforeTax: '0.0',
    discountAfterTax: '0.0',
    taxAmount: '0.0',
    currencyCode: 'USD',
    presentmentTotal: totalAmount,
    presentmentCurrencyCode: 'USD',
    lineItemId: null,
  }
}

const back = (id: string, totalAmount: string): SaleInput => ({
  ...sold(id, '2026-02-05', totalAmount),
  reason: 'REFUND',
  actionType: 'RETURN',
  quantity: -1,
})

async function get<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  as = headers,
): Promise<z.infer<Schema>> {
  const response = await server.app.inject({ url, headers: as })
  expect(response.statusCode, response.body).toBe(200)
  return schema.parse(response.json())
}

async function refusal(url: string, as = headers) {
  const response = await server.app.inject({ url, headers: as })
  const { status, detail } = response.json<{ status: number; detail: string }>()
  return { status, detail }
}

const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

test('GET /api/customers lists, searches and pages', async () => {
  const { customers, nextCursor, metadata } = await get('/api/customers?limit=2', CustomersResponse)
  expect(customers).toMatchObject([
    { id: '2', displayName: 'Bob Lee', lifetimeValue: usd('60.00'), difference: usd('60.00') },
    {
      id: '1',
      lifetimeValue: usd('50.00'),
      orders: 2,
      firstOrderAt: '2026-01-10T12:00:00.000Z',
      lastOrderAt: '2026-01-20T12:00:00.000Z',
      averageOrder: usd('30.00'),
      cohortMonth: '2026-01-01',
      shopifyAmountSpent: usd('45.00'),
      difference: usd('5.00'),
      shopifyReadAt: '2026-03-01T00:00:00.000Z',
    },
  ])
  expect(metadata.fields).toMatchObject({ lifetimeValue: 'lifetime-value' })
  const next = await get(`/api/customers?limit=2&cursor=${nextCursor}`, CustomersResponse)
  expect(next).toMatchObject({ customers: [{ id: '3', displayName: null }], nextCursor: null })
  expect(next.customers[0]?.difference).toEqual(usd('0.00'))
  const lee = await get('/api/customers?search=LEE&sort=firstOrder', CustomersResponse)
  expect(lee.customers.map((one) => one.id)).toEqual(['2', '1'])
})

test('GET /api/customers goes on among those with as many orders', async () => {
  const pages = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: CustomersResponse = await get(
      `/api/customers?sort=orders&limit=1${cursor && `&cursor=${cursor}`}`,
      CustomersResponse,
    )
    pages.push(...page.customers.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(pages).toEqual(['1', '3', '2'])
})

test('GET /api/customers refuses other cursors and sorts in plain words', async () => {
  const { nextCursor } = await get('/api/customers?limit=1', CustomersResponse)
  expect(await refusal(`/api/customers?sort=orders&cursor=${nextCursor}`)).toEqual({
    status: 400,
    detail: 'cursor: belongs to a list that is sorted in another way, or of others.',
  })
  expect(await refusal('/api/customers?cursor=abc')).toEqual({
    status: 400,
    detail: 'cursor: is none of those that an answer has given.',
  })
  expect(await refusal('/api/customers?sort=name')).toMatchObject({ status: 400 })
})

test('GET /api/customers lists the members of one RFM group, and pages among them alone', async () => {
  // See the test of the groups: 3 is NEW, Bob ACTIVE, Ann AT_RISK.
  const of = async (query: string) => {
    const { customers } = await get(`/api/customers?${query}`, CustomersResponse)
    return customers.map(({ id, rfmGroup }) => `${id} ${rfmGroup}`)
  }
  expect(await of('group=AT_RISK')).toEqual(['1 AT_RISK'])
  expect(await of('group=ACTIVE&sort=orders&direction=asc')).toEqual(['2 ACTIVE'])
  expect(await of('group=NEW&sort=lastOrder')).toEqual(['3 NEW'])
  expect(await of('group=CHAMPIONS')).toEqual([])
  expect(await of('group=AT_RISK&search=lee')).toEqual(['1 AT_RISK'])
  expect(await of('group=AT_RISK&search=bob')).toEqual([])
  const { nextCursor } = await get('/api/customers?limit=1', CustomersResponse)
  expect(await refusal(`/api/customers?group=AT_RISK&cursor=${nextCursor}`)).toEqual({
    status: 400,
    detail: 'cursor: belongs to a list that is sorted in another way, or of others.',
  })
})

test('GET /api/customers says which groups and orders it does not have', async () => {
  expect(await refusal('/api/customers?group=PROSPECTS')).toEqual({
    status: 400,
    detail: 'group: PROSPECTS have not ordered, and this list is of customers who have.',
  })
  for (const sort of ['firstOrder', 'difference']) {
    expect(await refusal(`/api/customers?group=NEW&sort=${sort}`)).toEqual({
      status: 400,
      detail: 'sort: a group is sorted by lifetimeValue, orders or lastOrder.',
    })
  }
  expect(await refusal('/api/customers?group=BEST')).toMatchObject({ status: 400 })
})

test('GET /api/customers/:id shows orders, what came back and the value over time', async () => {
  const answer = await get('/api/customers/1', CustomerResponse)
  expect(answer.customer).toMatchObject({ displayName: 'Ann Lee', lifetimeValue: usd('50.00') })
  expect(answer.orders).toMatchObject([
    { name: '#12', totalSales: usd('20.00') },
    {
      name: '#11',
      day: '2026-01-10',
      ordered: usd('40.00'),
      cameBack: usd('-10.00'),
      totalSales: usd('30.00'),
      unitsCameBack: 1,
    },
  ])
  expect(answer.history.slice(0, 2)).toEqual([
    { month: '2026-01-01', orders: 2, totalSales: usd('60.00'), lifetimeValue: usd('60.00') },
    { month: '2026-02-01', orders: 0, totalSales: usd('-10.00'), lifetimeValue: usd('50.00') },
  ])
  const first = await get('/api/customers/1?limit=1', CustomerResponse)
  const second = await get(`/api/customers/1?cursor=${first.nextCursor}`, CustomerResponse)
  expect(second.orders.map((one) => one.name)).toEqual(['#11'])
})

test('GET /api/customers/:id knows who has not ordered, and tells nothing of others', async () => {
  expect(await get('/api/customers/4', CustomerResponse)).toMatchObject({
    customer: {
      rfmGroup: 'PROSPECTS',
      orders: 0,
      lifetimeValue: usd('0.00'),
      difference: usd('-80.00'),
    },
    history: [],
    orders: [],
  })
  const unknown = await refusal('/api/customers/999')
  expect(unknown.status).toBe(404)
  expect(await refusal('/api/customers/1', emptyHeaders)).toEqual(unknown)
  expect(await refusal('/api/customers/5')).toEqual(unknown)
  expect(await refusal('/api/customers/no-number')).toEqual(unknown)
})

test('GET /api/customers/drift counts the differences', async () => {
  expect(await get('/api/customers/drift', CustomerDriftResponse)).toMatchObject({
    customers: 4,
    differing: 2,
    uncounted: [{ customers: 1, shopifyAmountSpent: usd('80.00') }],
    notComparable: 0,
    unknown: 0,
    byCurrency: [{ customers: 2, oursHigher: 2, difference: usd('65.00'), largest: usd('60.00') }],
    age: { oldestReadAt: '2026-03-01T00:00:00.000Z' },
    largest: [{ id: '2' }, { id: '1' }],
    nextCursor: null,
  })
})

test('GET /api/customers/rfm says its cut-offs and counts its groups', async () => {
  const answer = await get('/api/customers/rfm', RfmResponse)
  expect(answer.customers).toBe(3)
  // 7.50, 50.00, 60.00; orders 1, 1, 2; the last orders are of three days.
  expect(
    answer.scores.map((one) => [one.score, one.frequency.ordersAtLeast, one.money.moreThan]),
  ).toEqual([
    [2, 2, usd('7.50')],
    [3, 2, usd('50.00')],
    [4, 2, usd('50.00')],
    [5, 3, usd('60.00')],
  ])
  expect(answer.rules).toHaveLength(10)
  const counted = answer.groups.filter((one) => one.customers > 0)
  // Ann: R 2, F 4, M 2; Bob: R 4, F 1, M 4; 3: R 5, F 1, M 1.
  expect(counted.map((one) => [one.group, one.customers, one.lifetimeValue])).toEqual([
    ['ACTIVE', 1, usd('60.00')],
    ['NEW', 1, usd('7.50')],
    ['AT_RISK', 1, usd('50.00')],
    ['PROSPECTS', 1, usd('0.00')],
  ])
})

test('GET /api/cohorts and the time between orders', async () => {
  const { cohorts } = await get('/api/cohorts?to=2026-01-31', CohortsResponse)
  expect(cohorts).toHaveLength(1)
  expect(cohorts[0]?.months.slice(0, 2)).toMatchObject([
    { month: '2026-01-01', retention: 1, partial: false, cumulativeNetSales: usd('60.00') },
    { month: '2026-02-01', monthsSince: 1, retention: 0, netSalesPerCustomer: usd('50.00') },
  ])
  expect(cohorts[0]?.months.at(-1)?.partial).toBe(true)
  expect(await get('/api/customers/time-between-orders', TimeBetweenOrdersResponse)).toMatchObject({
    orders: 1,
    median: 10,
    histogram: [{ days: 10, orders: 1 }],
  })
  expect(await refusal('/api/cohorts?from=2026-02-01&to=2026-01-01')).toMatchObject({ status: 400 })
})

test('a shop without customers gets empty answers', async () => {
  expect(await get('/api/customers', CustomersResponse, emptyHeaders)).toMatchObject({
    customers: [],
    nextCursor: null,
  })
  expect(await get('/api/customers/rfm', RfmResponse, emptyHeaders)).toMatchObject({
    customers: 0,
    scores: [],
  })
  expect(await get('/api/customers/drift', CustomerDriftResponse, emptyHeaders)).toMatchObject({
    differing: 0,
    byCurrency: [],
    largest: [],
  })
  expect(await get('/api/cohorts', CohortsResponse, emptyHeaders)).toMatchObject({ cohorts: [] })
})
