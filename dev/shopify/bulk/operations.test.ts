import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { readRows, startBulkShop } from './test-bulk.ts'
import type { Row } from './test-bulk.ts'

const bulk = await startBulkShop()
const { shop } = bulk

afterAll(() => bulk.shopify.stop())
afterEach(() => bulk.clearFaults())

const ORDERS = '{ orders { edges { node { id name } } } }'
const LINES = '{ orders { edges { node { id lineItems { edges { node { id quantity } } } } } } }'

/** Lets an operation stay RUNNING until the test lets go of it. */
const hold = () => bulk.faults({ kind: 'bulk-slow', ms: 60_000 })

describe('a bulk operation', () => {
  test('is CREATED, then RUNNING, then COMPLETED, with counts and size as texts', async () => {
    const { bulkOperation, userErrors } = await bulk.run(ORDERS)
    expect(userErrors).toEqual([])
    expect(bulkOperation).toEqual({
      id: expect.stringMatching(/^gid:\/\/shopify\/BulkOperation\/\d+$/),
      status: 'CREATED',
      errorCode: null,
      objectCount: '0',
      rootObjectCount: '0',
      fileSize: null,
      url: null,
      partialDataUrl: null,
      completedAt: null,
    })
    const done = await bulk.leave(bulkOperation?.id ?? '', 'CREATED', 'RUNNING')
    const size = String(shop.orders.size)
    expect(done).toMatchObject({ status: 'COMPLETED', objectCount: size, rootObjectCount: size })
    expect(done.completedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(done.partialDataUrl).toBeNull()
    const text = await (await fetch(done.url ?? '')).text()
    expect(done.fileSize).toBe(String(Buffer.byteLength(text)))
    expect(text.split('\n')[0]).toMatch(
      /^\{"id":"gid:\\\/\\\/shopify\\\/Order\\\/\d+","name":"#\d+"\}$/,
    )
  })

  test('costs 10 points to start and 1 to ask for, whatever its query holds', async () => {
    const query = `mutation { bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") {
      bulkOperation { id } userErrors { message } } }`
    const { data, ...started } = (await (await bulk.graphql({ query })).json()) as {
      data: { bulkOperationRunQuery: { bulkOperation: { id: string } } }
    }
    expect(started).toMatchObject({ extensions: { cost: { requestedQueryCost: 10 } } })
    const { id } = data.bulkOperationRunQuery.bulkOperation
    const polled = await bulk.graphql({ query: `{ bulkOperation(id: "${id}") { status url } }` })
    expect(await polled.json()).toMatchObject({ extensions: { cost: { requestedQueryCost: 1 } } })
    await bulk.leave(id, 'CREATED', 'RUNNING')
  })

  test('without any result has no url', async () => {
    const done = await bulk.finish('{ orders(query: "id:1") { edges { node { id } } } }')
    expect(done).toMatchObject({ status: 'COMPLETED', objectCount: '0', url: null, fileSize: null })
  })

  test('is found by id, as a node, in lists and as the current one', async () => {
    const done = await bulk.finish(ORDERS)
    const { data } = await bulk.ask(
      `query($id: ID!, $number: String!) {
        node(id: $id) { ... on BulkOperation { id type query } }
        gone: bulkOperation(id: "gid://shopify/BulkOperation/1") { id }
        currentBulkOperation { id }
        last: bulkOperations(first: 1) { nodes { id } }
        one: bulkOperations(first: 9, query: $number) { edges { node { id status } } }
        running: bulkOperations(first: 9, query: "status:running operation_type:query") { nodes { id } }
        mutations: bulkOperations(first: 9, query: "operation_type:mutation") { nodes { id } }
        new: bulkOperations(first: 9, query: "created_at:>'2100-01-01T00:00:00Z'") { nodes { id } }
        oldest: bulkOperations(last: 1, sortKey: COMPLETED_AT, reverse: true) { nodes { id } } }`,
      { id: done.id, number: `id:${/\d+$/.exec(done.id)?.[0] ?? ''} status:completed` },
    )
    expect(data).toEqual({
      node: { id: done.id, type: 'QUERY', query: ORDERS },
      gone: null,
      currentBulkOperation: { id: done.id },
      last: { nodes: [{ id: done.id }] },
      one: { edges: [{ node: { id: done.id, status: 'COMPLETED' } }] },
      running: { nodes: [] },
      mutations: { nodes: [] },
      new: { nodes: [] },
      oldest: { nodes: [{ id: done.id }] },
    })
  })

  test('can be cancelled while it runs, and then no more', async () => {
    await hold()
    const { bulkOperation } = await bulk.run(ORDERS)
    const id = bulkOperation?.id ?? ''
    await bulk.leave(id, 'CREATED')
    const cancel = (operation: string) =>
      bulk.ask(
        `mutation($id: ID!) { bulkOperationCancel(id: $id) {
          bulkOperation { id status } userErrors { field message } } }`,
        { id: operation },
      )
    expect((await cancel(id)).data['bulkOperationCancel']).toEqual({
      bulkOperation: { id, status: 'CANCELING' },
      userErrors: [],
    })
    expect(await bulk.leave(id, 'CANCELING')).toMatchObject({ status: 'CANCELED', url: null })
    await bulk.clearFaults()
    const done = await bulk.finish(ORDERS)
    expect((await cancel(done.id)).data['bulkOperationCancel']).toEqual({
      bulkOperation: { id: done.id, status: 'COMPLETED' },
      userErrors: [
        { field: null, message: 'A bulk operation cannot be canceled when it is completed' },
      ],
    })
    expect((await cancel('gid://shopify/BulkOperation/1')).data['bulkOperationCancel']).toEqual({
      bulkOperation: null,
      userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }],
    })
  })

  test('is one of five at most, and the sixth is told which', async () => {
    await hold()
    const started = await Promise.all(Array.from({ length: 5 }, () => bulk.run(ORDERS)))
    const ids = started.map(({ bulkOperation }) => bulkOperation?.id ?? '')
    const { bulkOperation, userErrors } = await bulk.run(ORDERS)
    expect(bulkOperation).toBeNull()
    expect(userErrors).toEqual([
      {
        code: 'OPERATION_IN_PROGRESS',
        field: null,
        message: `A bulk query operation for this app and shop is already in progress: ${ids.toSorted().join(', ')}.`,
      },
    ])
    for (const id of ids) {
      await bulk.ask(`mutation { bulkOperationCancel(id: "${id}") { userErrors { message } } }`)
      await bulk.leave(id, 'CREATED', 'RUNNING', 'CANCELING')
    }
    expect((await bulk.run(ORDERS)).userErrors).toEqual([])
  })

  test('fails with ACCESS_DENIED for a field that the token may not read, as a page does', async () => {
    const granted = await bulk.control('token', {
      shop: shop.shop.domain,
      scopes: ['read_orders', 'read_all_orders'],
    })
    const { token } = (await granted.json()) as { token: string }
    const query = '{ orders { edges { node { id customer { id } } } } }'
    expect(await bulk.finish(query, { token })).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
      url: null,
      partialDataUrl: null,
    })
    const page = await bulk.ask(
      '{ orders(first: 1) { edges { node { id customer { id } } } } }',
      {},
      token,
    )
    expect(page.errors?.[0]).toMatchObject({
      message: 'Access denied for customer field. Required access: `read_customers` access scope.',
      extensions: { code: 'ACCESS_DENIED' },
    })
    // Nothing is refused where there is no row to refuse it on.
    const empty = '{ orders(query: "id:1") { edges { node { id customer { id } } } } }'
    expect(await bulk.finish(empty, { token })).toMatchObject({ status: 'COMPLETED', url: null })
    expect(await bulk.finish(ORDERS, { token })).toMatchObject({ status: 'COMPLETED' })
  })

  test('hides orders older than 60 days from a token without read_all_orders', async () => {
    const granted = await bulk.control('token', { shop: shop.shop.domain, scopes: ['read_orders'] })
    const { token } = (await granted.json()) as { token: string }
    const { now } = (await (await fetch(`${bulk.shopify.control}/_control/state`)).json()) as {
      now: string
    }
    const since = Date.parse(now) - 60 * 86_400_000
    const recent = [...shop.orders.values()].filter(({ createdAt }) => createdAt >= since)
    const done = await bulk.finish(ORDERS, { token })
    expect(done.rootObjectCount).toBe(String(recent.length))
    expect(recent.length).toBeLessThan(shop.orders.size)
  })

  test('obeys literal @include and @skip, and never asks for the fields that they leave out', async () => {
    const { url } = await bulk.finish(`{ orders(query: "id:>0") { edges { node { id
      name @include(if: true) createdAt @include(if: false) updatedAt @skip(if: true)
      ... on Order @skip(if: true) { note }
      refunds @skip(if: true) { refundLineItems(first: 1) { edges { node { quantity } } } } } } } }`)
    const [row] = await readRows(url)
    expect(Object.keys(row ?? {})).toEqual(['id', 'name'])
  })

  test('of a field that the stand-in has not is refused by name', async () => {
    const { errors } = await bulk.ask(`mutation { bulkOperationRunQuery(
      query: "{ orders { edges { node { id riskLevel } } } }") { bulkOperation { id } } }`)
    expect(errors?.[0]?.message).toBe('Stand-in Shopify does not model Order.riskLevel')
  })

  test('is told to tests with its downloads', async () => {
    const done = await bulk.finish(ORDERS)
    await fetch(done.url ?? '', { headers: { range: 'bytes=0-9' } })
    const state = (await (await fetch(`${bulk.shopify.control}/_control/state`)).json()) as {
      shops: { domain: string; bulkOperations: { id: string }[] }[]
    }
    const [first] = state.shops
    expect(first?.bulkOperations.at(-1)).toMatchObject({
      id: done.id,
      status: 'COMPLETED',
      query: ORDERS,
      groupObjects: false,
      objectCount: shop.orders.size,
      downloads: [{ range: 'bytes=0-9', status: 206 }],
    })
  })
})

/** How many children follow another root than their own. */
function countApart(rows: readonly Row[]): number {
  let root = ''
  let apart = 0
  for (const row of rows) {
    if (row.__parentId === undefined) root = row.id
    else if (row.__parentId !== root) apart += 1
  }
  return apart
}

describe('the lines of a result', () => {
  test('come after their parents’, and not always directly', async () => {
    const rows = await readRows((await bulk.finish(LINES)).url)
    const roots = rows.filter((row) => row.__parentId === undefined).map(({ id }) => id)
    const listed = Array.from(shop.orders.values()).toSorted(
      (a, b) => a.processedAt - b.processedAt || a.id - b.id,
    )
    expect(roots).toEqual(listed.map(({ id }) => `gid://shopify/Order/${id}`))
    const place = new Map(rows.map((row, index) => [row.id, index]))
    const children = rows.filter((row) => row.__parentId !== undefined)
    expect(new Set(children.map((row) => Object.keys(row).at(-1)))).toEqual(new Set(['__parentId']))
    const early = children.filter(({ id, __parentId: parent = '' }) => {
      return (place.get(parent) ?? Infinity) > (place.get(id) ?? 0)
    })
    expect(early).toEqual([])
    const apart = countApart(rows)
    expect(apart).toBeGreaterThan(10)
    expect(apart).toBeLessThan(rows.length / 2)
  })

  test('stand directly under their parents with groupObjects', async () => {
    const rows = await readRows((await bulk.finish(LINES, { groupObjects: true })).url)
    expect(countApart(rows)).toBe(0)
  })
})

describe('a result', () => {
  test('lives seven days by the clock of the world', async () => {
    const done = await bulk.finish(ORDERS)
    await bulk.control('clock', { advanceSeconds: 7 * 86_400 - 1 })
    expect((await fetch(done.url ?? '', { method: 'HEAD' })).status).toBe(200)
    await bulk.control('clock', { advanceSeconds: 1 })
    const late = await fetch(done.url ?? '')
    expect(late.status).toBe(403)
    expect(await late.text()).toContain('<Code>ExpiredToken</Code>')
    expect(await bulk.find(done.id)).toMatchObject({ status: 'EXPIRED', url: null })
    await bulk.finish(ORDERS)
    expect(await bulk.find(done.id)).toMatchObject({ status: 'EXPIRED', url: null })
  })

  test('is unknown to another start of the stand-in, as is its operation', async () => {
    const done = await bulk.finish(ORDERS)
    const again = await startBulkShop()
    expect(await again.find(done.id)).toBeNull()
    const { port } = again.shopify
    const moved = (done.url ?? '').replace(/:\d+\//, `:${port}/`)
    expect((await fetch(moved)).status).toBe(404)
    await again.shopify.stop()
  })
})
