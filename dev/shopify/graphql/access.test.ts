import { describe, expect, test } from 'vitest'
import { at, createTestShop, idsOf } from './test-shop.ts'

const shop = createTestShop()
const listOrders = () => [...shop.state.orders.values()]

describe('what is not there', () => {
  test('is null for a well-formed id, and an error for an id of another type', async () => {
    const { data, errors } = await shop.ask(`{
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
    const { data, errors } = await shop.ask(`{ orders(first: 1) { nodes { id riskLevel } } }`)
    expect(data).toBeNull()
    expect(errors?.map(({ message }) => message)).toContain(
      'Stand-in Shopify does not model Order.riskLevel',
    )
    const nullable = await shop.ask(
      `{ orders(first: 1) { nodes { id statusPageUrl publication { id } } } }`,
    )
    expect(nullable.errors?.[0]?.extensions).toEqual({ code: 'STAND_IN_NOT_MODELLED' })
    const mutation = await shop.ask(
      `mutation { orderDelete(orderId: "gid://shopify/Order/1") { deletedId } }`,
      {},
      { scopes: ['write_orders'] },
    )
    expect(mutation.errors?.[0]?.message).toBe(
      'Stand-in Shopify does not model Mutation.orderDelete',
    )
  })

  test('is in introspection whatever is modelled', async () => {
    const response = await shop.ask('{ __type(name: "Order") { fields { name } } }')
    const fields = at(response, '__type', 'fields') as { name: string }[]
    expect(fields.map(({ name }) => name)).toContain('risk')
  })
})

describe('a missing scope', () => {
  test('denies the field and leaves it null', async () => {
    const response = await shop.ask(
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
    const order = listOrders().find(({ customerId }) => customerId !== null)
    const response = await shop.ask(
      'query($id: ID!) { order(id: $id) { id customer { id } } }',
      { id: `gid://shopify/Order/${order?.id}` },
      { scopes: ['write_orders', 'read_all_orders'] },
    )
    expect(response.data?.['order']).toMatchObject({ customer: null })
    expect(response.errors?.[0]?.path).toEqual(['order', 'customer'])
    const node = await shop.ask(
      'query($id: ID!) { node(id: $id) { id } }',
      { id: `gid://shopify/Order/${order?.id}` },
      { scopes: ['read_products'] },
    )
    expect(node.errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED')
  })

  test('hides orders older than 60 days without a word', async () => {
    const scopes = ['read_orders', 'read_customers']
    const from = Date.UTC(2026, 10, 1) - 60 * 86_400_000
    const recent = listOrders().filter(({ createdAt }) => createdAt >= from)
    const old = listOrders().find(({ createdAt }) => createdAt < from)
    const response = await shop.ask(
      'query($id: ID!) { order(id: $id) { id } ordersCount { count } orders(first: 250, sortKey: ID) { nodes { legacyResourceId } } }',
      { id: `gid://shopify/Order/${old?.id}` },
      { scopes },
    )
    expect(at(response, 'order')).toBeNull()
    expect(at(response, 'ordersCount', 'count')).toBe(recent.length)
    expect(idsOf(response, 'orders')).toEqual(recent.map(({ id }) => id).sort((a, b) => a - b))
  })
})
