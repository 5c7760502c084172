import { describe, expect, test } from 'vitest'
import { Bucket } from './cost/bucket.ts'
import { createTestShop } from './test-shop.ts'

const shop = createTestShop()

describe('a count', () => {
  test('is exact up to its limit and says where it stopped', async () => {
    const response = await shop.ask(`{ all: ordersCount { count precision }
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
    const { extensions } = await shop.ask(
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
    const { extensions } = await shop.ask('{ orders(first: 10) { nodes { id } } }')
    expect(extensions?.cost).toMatchObject({ requestedQueryCost: 6, actualQueryCost: 6 })
    const three = await shop.ask(
      '{ orders(first: 10, query: "id:<=9999999999999") { nodes { id } } }',
    )
    expect(three.extensions?.cost?.actualQueryCost).toBeLessThanOrEqual(6)
  })

  test('must fit the bucket, else the request is throttled', async () => {
    const bucket = new Bucket({ maximumAvailable: 100, restoreRate: 50 }, () => 0)
    const query =
      '{ orders(first: 250) { nodes { id customer { id } lineItems(first: 10) { nodes { id } } } } }'
    expect(await shop.ask(query, {}, { bucket })).toMatchObject({ data: expect.any(Object) })
    bucket.take(bucket.status().currentlyAvailable - 50)
    expect(await shop.ask(query, {}, { bucket })).toEqual({
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
    const { data, errors, extensions } = await shop.ask(query)
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
    const { extensions } = await shop.ask('{ shop { id } }', {}, { costDebug: true })
    expect(extensions?.cost?.fields).toEqual([
      { path: ['shop'], definedCost: 1, requestedTotalCost: 1, requestedChildrenCost: 0 },
      { path: ['shop', 'id'], definedCost: 0, requestedTotalCost: 0, requestedChildrenCost: null },
    ])
  })
})

describe('a request', () => {
  test('with a list of more than 250 is refused', async () => {
    const ids = Array.from({ length: 251 }, (_, index) => `gid://shopify/Order/${index + 1}`)
    const { data, errors } = await shop.ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids,
    })
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
    expect(await shop.ask(query)).toEqual({
      errors: [{ message: 'An operation name is required' }],
    })
    expect(await shop.ask(query, {}, { operationName: 'C' })).toEqual({
      errors: [{ message: 'No operation named "C"' }],
    })
    const named = await shop.ask(query, {}, { operationName: 'A' })
    expect(named.data).toEqual({ shop: { name: 'Harbor Goods' } })
  })

  test('for a subscription is refused', async () => {
    const { errors } = await shop.ask('subscription { anything }')
    expect(errors?.[0]?.message).toBe('Schema is not configured for subscriptions')
  })

  test('without a page size, or with two, is refused in data', async () => {
    const { data, errors } = await shop.ask('{ orders { nodes { id } } }')
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
