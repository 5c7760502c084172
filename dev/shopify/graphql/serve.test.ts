import { beforeAll, describe, expect, test } from 'vitest'
import type { Order } from '../world/model.ts'
import { Bucket } from './cost/bucket.ts'
import type { GraphqlResponse } from './serve.ts'
import { createTestShop } from './test-shop.ts'
import type { TestShop } from './test-shop.ts'

let shop: TestShop
let ask: TestShop['ask']

beforeAll(() => {
  shop = createTestShop()
  ask = shop.ask
})

type Data = Record<string, unknown>

/** What stands at a path of the answer's data. */
function at(response: GraphqlResponse, ...path: (string | number)[]): unknown {
  expect(response.errors).toBeUndefined()
  return path.reduce<unknown>((value, key) => (value as Data)[key], response.data)
}

function idsOf(response: GraphqlResponse, root: string): number[] {
  return (at(response, root, 'nodes') as { legacyResourceId: string }[]).map((node) =>
    Number(node.legacyResourceId),
  )
}

function orders(): Order[] {
  return [...shop.state.orders.values()]
}

/** Reads a connection to its end with the given query, whose `$after` pages. */
async function readAll(query: string, path: (string | number)[]): Promise<Data[]> {
  const nodes: Data[] = []
  let after: unknown = null
  for (;;) {
    const response = await ask(query, { after })
    const connection = at(response, ...path) as {
      nodes: Data[]
      pageInfo: { hasNextPage: boolean; endCursor: string }
    }
    nodes.push(...connection.nodes)
    if (!connection.pageInfo.hasNextPage) return nodes
    after = connection.pageInfo.endCursor
  }
}

describe('a list of orders', () => {
  test('comes whole, in ascending order of its sort key', async () => {
    const query = `query($after: String) { orders(first: 50, after: $after, sortKey: UPDATED_AT) {
      nodes { legacyResourceId updatedAt } pageInfo { hasNextPage endCursor } } }`
    const nodes = await readAll(query, ['orders'])
    expect(nodes.map((node) => Number(node['legacyResourceId']))).toEqual(
      orders()
        .toSorted((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
        .map(({ id }) => id),
    )
    expect(nodes[0]?.['updatedAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  test('follows a cluster of one updatedAt to its end', async () => {
    const at = Date.UTC(2026, 0, 5)
    const cluster = createTestShop()
    for (const order of cluster.state.orders.values()) order.updatedAt = at
    const seen = new Set<string>()
    let after: string | null = null
    do {
      const { data }: GraphqlResponse = await cluster.ask(
        `query($after: String) { orders(first: 17, after: $after, sortKey: UPDATED_AT,
          query: "updated_at:>='2026-01-05T00:00:00Z'") {
          edges { cursor node { id } } pageInfo { hasNextPage } } }`,
        { after },
      )
      const page = data?.['orders'] as {
        edges: { cursor: string; node: { id: string } }[]
        pageInfo: { hasNextPage: boolean }
      }
      for (const { node } of page.edges) seen.add(node.id)
      after = page.pageInfo.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null
    } while (after !== null)
    expect(seen.size).toBe(cluster.state.orders.size)
  })

  test('is filtered by what the query says', async () => {
    const cases: [query: string, matches: (order: Order) => boolean][] = [
      ['test:true', ({ test }) => test],
      ['financial_status:refunded', ({ financialStatus }) => financialStatus === 'REFUNDED'],
      [
        'financial_status:refunded OR financial_status:partially_refunded',
        ({ financialStatus }) => ['REFUNDED', 'PARTIALLY_REFUNDED'].includes(financialStatus),
      ],
      ['status:cancelled -test:true', ({ cancelledAt, test }) => cancelledAt !== null && !test],
      [
        "created_at:>='2026-01-01' AND created_at:<'2026-07-01T00:00:00Z'",
        ({ createdAt }) => createdAt >= Date.UTC(2026, 0, 1, 5) && createdAt < Date.UTC(2026, 6, 1),
      ],
      ['customer_id:*', ({ customerId }) => customerId !== null],
    ]
    for (const [query, matches] of cases) {
      const response = await ask(
        'query($q: String) { orders(first: 250, query: $q, sortKey: ID) { nodes { legacyResourceId } } }',
        { q: query },
      )
      expect(response.extensions?.search).toBeUndefined()
      const expected = orders().filter(matches)
      expect(expected.length, query).toBeGreaterThan(0)
      expect(idsOf(response, 'orders'), query).toEqual(
        expected
          .map(({ id }) => id)
          .sort((a, b) => a - b)
          .slice(0, 250),
      )
    }
  })

  test('pages through more than 250 line items of one order', async () => {
    const order = orders().find(({ lineItems }) => lineItems.length > 250)
    if (order === undefined) throw new Error('The world has no order of more than 250 lines')
    const query = `query($after: String) { order(id: "gid://shopify/Order/${order.id}") {
      lineItems(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`
    const nodes = await readAll(query, ['order', 'lineItems'])
    expect(nodes.map(({ id }) => id)).toEqual(
      order.lineItems.map(({ id }) => `gid://shopify/LineItem/${id}`),
    )
  })

  test('carries the ledger in typed agreements and sales', async () => {
    const order = orders().find(({ agreements }) =>
      agreements.some(({ kind }) => kind === 'refund'),
    )
    const response = await ask(
      `query($id: ID!) { order(id: $id) { agreements(first: 10) { nodes {
        __typename reason happenedAt ... on RefundAgreement { refund { id } }
        sales(first: 50) { nodes { __typename lineType actionType quantity
          totalAmount { shopMoney { amount } } ... on ProductSale { lineItem { id } } } } } } } }`,
      { id: `gid://shopify/Order/${order?.id}` },
    )
    const nodes = at(response, 'order', 'agreements', 'nodes') as Data[]
    expect(nodes[0]?.['__typename']).toBe('OrderAgreement')
    expect(nodes.map(({ __typename }) => __typename)).toContain('RefundAgreement')
    const sales = nodes.flatMap((node) => (node['sales'] as { nodes: Data[] }).nodes)
    expect(sales).toHaveLength(order?.agreements.flatMap(({ sales }) => sales).length ?? 0)
    for (const sale of sales) {
      if (sale['lineType'] !== 'PRODUCT') continue
      expect(sale).toMatchObject({ __typename: 'ProductSale', lineItem: expect.any(Object) })
    }
  })
})

describe('a search', () => {
  test('ignores an unknown field, gives all results and warns', async () => {
    const { data, extensions } = await ask(
      `{ orders(first: 1, query: "made_up:value") { nodes { id } } }`,
    )
    expect(data?.['orders']).toMatchObject({ nodes: [expect.any(Object)] })
    expect(extensions?.search).toEqual([
      {
        path: ['orders'],
        query: 'made_up:value',
        parsed: { field: 'made_up', match_all: 'value' },
        warnings: [
          {
            field: 'made_up',
            message: 'Invalid search field for this query.',
            code: 'invalid_field',
          },
        ],
      },
    ])
  })

  test('reads an unquoted timestamp in the zone of the shop and warns of the rest', async () => {
    const query = 'updated_at:>=2026-01-01T00:00:00Z'
    const { extensions } = await ask(
      'query($q: String) { orders(first: 1, query: $q) { nodes { id } } }',
      {
        q: query,
      },
    )
    expect(extensions?.search?.[0]).toMatchObject({
      query,
      parsed: {
        and: [
          { field: 'updated_at', range_gte: '2026-01-01T00:00:00-05:00' },
          { field: '00', match_all: '00Z' },
        ],
      },
      warnings: [{ field: '00', code: 'invalid_field' }],
    })
  })

  test('warns of a value that a field does not take, and of words where none are taken', async () => {
    const { extensions } = await ask(`{
      orders(first: 1, query: "status:nope") { nodes { id } }
      customersCount(query: "somebody@example.com") { count } }`)
    expect(extensions?.search?.map(({ path, warnings }) => [path, warnings])).toEqual([
      [
        ['orders'],
        [
          {
            field: 'status',
            message: 'Input `nope` is not an accepted value.',
            code: 'invalid_value',
          },
        ],
      ],
      [
        ['customersCount'],
        [
          {
            field: 'default',
            message: 'Input must use named search fields in this query.',
            code: 'missing_named_field',
          },
        ],
      ],
    ])
  })

  test('is explained without a warning when the request asks for it', async () => {
    const { extensions } = await ask(
      `{ orders(first: 1, query: "test:false") { nodes { id } } }`,
      {},
      { searchDebug: true },
    )
    expect(extensions?.search).toEqual([
      { path: ['orders'], query: 'test:false', parsed: { field: 'test', match_all: 'false' } },
    ])
  })

  test('refuses a date that is none, and names a field of Shopify that is not modelled', async () => {
    const bad = await ask(`{ orders(first: 1, query: "created_at:>'soon'") { nodes { id } } }`)
    expect(bad.errors?.[0]).toMatchObject({
      message: 'Invalid timestamp for query filter `created_at`.',
      extensions: { code: 'BAD_REQUEST' },
    })
    const missing = await ask(`{ orders(first: 1, query: "channel:web") { nodes { id } } }`)
    expect(missing.errors?.[0]?.message).toBe(
      'Stand-in Shopify does not model the search field `channel` of orders',
    )
  })

  test('matches whole days of the shop for the updated_at of customers', async () => {
    const customers = [...shop.state.customers.values()]
    const newest = Math.max(...customers.map(({ updatedAt }) => updatedAt))
    const later = new Date(newest + 1000).toISOString()
    const sameDay = await ask(
      'query($q: String) { customers(first: 1, sortKey: UPDATED_AT, reverse: true, query: $q) { nodes { legacyResourceId } } }',
      { q: `updated_at:>='${later}'` },
    )
    expect(idsOf(sameDay, 'customers')).toHaveLength(1)
    const nextDay = new Date(newest + 36 * 3_600_000).toISOString()
    const none = await ask(
      'query($q: String) { customers(first: 1, query: $q) { nodes { legacyResourceId } } }',
      {
        q: `updated_at:>='${nextDay}'`,
      },
    )
    expect(idsOf(none, 'customers')).toHaveLength(0)
  })
})

describe('what is not there', () => {
  test('is null for a well-formed id, and an error for an id of another type', async () => {
    const { data, errors } = await ask(`{
      gone: order(id: "gid://shopify/Order/1") { id }
      wrong: order(id: "gid://shopify/Product/1") { id }
      nodes(ids: ["gid://shopify/Order/1", "gid://shopify/Customer/1"]) { id } }`)
    expect(data).toEqual({ gone: null, wrong: null, nodes: [null, null] })
    expect(errors).toEqual([
      {
        message: 'Invalid id: gid://shopify/Product/1',
        locations: [{ line: 3, column: 7 }],
        extensions: { code: 'RESOURCE_NOT_FOUND' },
        path: ['wrong'],
      },
    ])
  })

  test('is an error that names it where Shopify has it and the stand-in has not', async () => {
    const { data, errors } = await ask(`{ orders(first: 1) { nodes { id riskLevel } } }`)
    expect(data).toBeNull()
    expect(errors?.map(({ message }) => message)).toContain(
      'Stand-in Shopify does not model Order.riskLevel',
    )
    const nullable = await ask(
      `{ orders(first: 1) { nodes { id statusPageUrl publication { id } } } }`,
    )
    expect(nullable.errors?.[0]?.extensions).toEqual({ code: 'STAND_IN_NOT_MODELLED' })
    const mutation = await ask(
      `mutation { orderDelete(orderId: "gid://shopify/Order/1") { deletedId } }`,
      {},
      { scopes: ['write_orders'] },
    )
    expect(mutation.errors?.[0]?.message).toBe(
      'Stand-in Shopify does not model Mutation.orderDelete',
    )
  })

  test('is in introspection whatever is modelled', async () => {
    const response = await ask('{ __type(name: "Order") { fields { name } } }')
    const fields = at(response, '__type', 'fields') as { name: string }[]
    expect(fields.map(({ name }) => name)).toContain('risk')
  })
})

describe('a missing scope', () => {
  test('denies the field and leaves it null', async () => {
    const response = await ask(
      '{ shop { name } customersCount { count } }',
      {},
      { scopes: ['read_orders'] },
    )
    expect(response.data).toMatchObject({ shop: { name: 'Harbor Goods' }, customersCount: null })
    expect(response.errors).toEqual([
      {
        message:
          'Access denied for customersCount field. Required access: `read_customers` access scope.',
        locations: [{ line: 1, column: 17 }],
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: 'https://shopify.dev/api/usage/access-scopes',
          requiredAccess: '`read_customers` access scope.',
        },
        path: ['customersCount'],
      },
    ])
  })

  test('is felt by fields of other types and by node', async () => {
    const order = orders().find(({ customerId }) => customerId !== null)
    const response = await ask(
      'query($id: ID!) { order(id: $id) { id customer { id } } }',
      { id: `gid://shopify/Order/${order?.id}` },
      { scopes: ['write_orders', 'read_all_orders'] },
    )
    expect(response.data?.['order']).toMatchObject({ customer: null })
    expect(response.errors?.[0]?.path).toEqual(['order', 'customer'])
    const node = await ask(
      'query($id: ID!) { node(id: $id) { id } }',
      { id: `gid://shopify/Order/${order?.id}` },
      { scopes: ['read_products'] },
    )
    expect(node.errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED')
  })

  test('hides orders older than 60 days without a word', async () => {
    const scopes = ['read_orders', 'read_customers']
    const from = Date.UTC(2026, 10, 1) - 60 * 86_400_000
    const recent = orders().filter(({ createdAt }) => createdAt >= from)
    const old = orders().find(({ createdAt }) => createdAt < from)
    const response = await ask(
      'query($id: ID!) { order(id: $id) { id } ordersCount { count } orders(first: 250, sortKey: ID) { nodes { legacyResourceId } } }',
      { id: `gid://shopify/Order/${old?.id}` },
      { scopes },
    )
    expect(at(response, 'order')).toBeNull()
    expect(at(response, 'ordersCount', 'count')).toBe(recent.length)
    expect(idsOf(response, 'orders')).toEqual(recent.map(({ id }) => id).sort((a, b) => a - b))
  })
})

describe('a count', () => {
  test('is exact up to its limit and says where it stopped', async () => {
    const response = await ask(`{ all: ordersCount { count precision }
      some: ordersCount(limit: 10) { count precision } free: ordersCount(limit: null) { count precision } }`)
    const size = shop.state.orders.size
    expect(response.data).toEqual({
      all: { count: size, precision: 'EXACT' },
      some: { count: 10, precision: 'AT_LEAST' },
      free: { count: size, precision: 'EXACT' },
    })
  })
})

describe('the cost of an answer', () => {
  test('is never above what was reserved, and the difference goes back', async () => {
    const bucket = new Bucket({ maximumAvailable: 2000, restoreRate: 100 }, () => 0)
    const { extensions } = await ask(
      '{ orders(first: 50, query: "id:1") { nodes { id lineItems(first: 10) { nodes { id } } } } }',
      {},
      { bucket },
    )
    expect(extensions?.cost).toEqual({
      requestedQueryCost: 51,
      actualQueryCost: 2,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1998, restoreRate: 100 },
    })
  })

  test('grows with the rows that came, as recorded answers do', async () => {
    const { extensions } = await ask('{ orders(first: 10) { nodes { id } } }')
    expect(extensions?.cost).toMatchObject({ requestedQueryCost: 6, actualQueryCost: 6 })
    const three = await ask('{ orders(first: 10, query: "id:<=9999999999999") { nodes { id } } }')
    expect(three.extensions?.cost?.actualQueryCost).toBeLessThanOrEqual(6)
  })

  test('must fit the bucket, else the request is throttled', async () => {
    const bucket = new Bucket({ maximumAvailable: 100, restoreRate: 50 }, () => 0)
    const query =
      '{ orders(first: 250) { nodes { id customer { id } lineItems(first: 10) { nodes { id } } } } }'
    expect(await ask(query, {}, { bucket })).toMatchObject({ data: expect.any(Object) })
    bucket.take(bucket.status().currentlyAvailable - 50)
    expect(await ask(query, {}, { bucket })).toEqual({
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 90,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 100, currentlyAvailable: 50, restoreRate: 50 },
        },
      },
    })
  })

  test('above 1,000 is refused before anything runs', async () => {
    const query = `{ orders(first: 250) { nodes { lineItems(first: 250) { nodes {
      product { variants(first: 250) { nodes { id } } } } } } } }`
    const { data, errors, extensions } = await ask(query)
    expect(data).toBeUndefined()
    expect(errors?.[0]?.message).toContain(
      'Query cost is 1850, which exceeds the single query max cost limit (1000)',
    )
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'MAX_COST_EXCEEDED',
      cost: 1850,
      maxCost: 1000,
    })
    expect(extensions?.cost?.actualQueryCost).toBeNull()
  })

  test('is told field by field when the request asks for it', async () => {
    const { extensions } = await ask('{ shop { id } }', {}, { costDebug: true })
    expect(extensions?.cost?.fields).toEqual([
      { path: ['shop'], definedCost: 1, requestedTotalCost: 1, requestedChildrenCost: 0 },
      { path: ['shop', 'id'], definedCost: 0, requestedTotalCost: 0, requestedChildrenCost: null },
    ])
  })
})

describe('a request', () => {
  test('with a list of more than 250 is refused', async () => {
    const ids = Array.from({ length: 251 }, (_, index) => `gid://shopify/Order/${index + 1}`)
    const { data, errors } = await ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
    expect(data).toBeUndefined()
    expect(errors).toEqual([
      {
        message: 'The input array size of 251 is greater than the maximum allowed of 250.',
        locations: [{ line: 1, column: 23 }],
        path: ['nodes', 'ids'],
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      },
    ])
  })

  test('with several operations must name one', async () => {
    const query = 'query A { shop { name } } query B { shop { id } }'
    expect(await ask(query)).toEqual({ errors: [{ message: 'An operation name is required' }] })
    expect(await ask(query, {}, { operationName: 'C' })).toEqual({
      errors: [{ message: 'No operation named "C"' }],
    })
    const named = await ask(query, {}, { operationName: 'A' })
    expect(named.data).toEqual({ shop: { name: 'Harbor Goods' } })
  })

  test('without a page size, or with two, is refused in data', async () => {
    const { data, errors } = await ask('{ orders { nodes { id } } }')
    expect(data).toBeNull()
    expect(errors).toEqual([
      {
        message: 'you must provide one of first or last',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'BAD_REQUEST' },
        path: ['orders'],
      },
    ])
  })
})
