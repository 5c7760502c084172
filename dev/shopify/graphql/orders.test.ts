import { describe, expect, test } from 'vitest'
import type { GraphqlResponse } from './serve.ts'
import { at, createTestShop, idsOf, readAll } from './test-shop.ts'
import type { Order } from './../world/model.ts'

const shop = createTestShop()
/** Makes sure that there is something to find, whatever the seed brought. */
for (const [index, order] of [...shop.state.orders.values()].entries()) {
  if (index === 0) order.test = true
  if (index === 1) order.financialStatus = 'REFUNDED'
  if (index === 2) order.financialStatus = 'PARTIALLY_REFUNDED'
  if (index === 3) order.cancelledAt = order.createdAt
}
const listOrders = () => [...shop.state.orders.values()]

type Data = Record<string, unknown>

describe('a list of orders', () => {
  test('comes whole, in ascending order of its sort key', async () => {
    const query = `query($after: String) { orders(first: 50, after: $after, sortKey: UPDATED_AT) {
      nodes { legacyResourceId updatedAt } pageInfo { hasNextPage endCursor } } }`
    const nodes = await readAll(shop.ask, query, ['orders'])
    expect(nodes.map((node) => Number(node['legacyResourceId']))).toEqual(
      listOrders()
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
      const response = await shop.ask(
        'query($q: String) { orders(first: 250, query: $q, sortKey: ID) { nodes { legacyResourceId } } }',
        { q: query },
      )
      expect(response.extensions?.search).toBeUndefined()
      const expected = listOrders().filter(matches)
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
    const order = listOrders().find(({ lineItems }) => lineItems.length > 0)
    const [line] = order?.lineItems ?? []
    if (order === undefined || line === undefined) throw new Error('No order has a line')
    order.lineItems = Array.from({ length: 620 }, (_, index) => ({ ...line, id: line.id + index }))
    const query = `query($after: String) { order(id: "gid://shopify/Order/${order.id}") {
      lineItems(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`
    const nodes = await readAll(shop.ask, query, ['order', 'lineItems'])
    expect(nodes.map(({ id }) => id)).toEqual(
      order.lineItems.map(({ id }) => `gid://shopify/LineItem/${id}`),
    )
  })

  test('carries the ledger in typed agreements and sales', async () => {
    const order = listOrders().find(({ agreements }) =>
      agreements.some(({ kind }) => kind === 'refund'),
    )
    const response = await shop.ask(
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
