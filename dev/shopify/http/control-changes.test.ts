import { afterAll, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, graphql, control } = await startTestShopify()
await control('clock', { frozen: true })

afterAll(() => shopify.stop())

const NAME = shop.shop.handle

/** Makes a change a minute later than the last one, so that its time is another. */
async function change(path: string, body: object): Promise<Record<string, unknown>> {
  await control('clock', { advanceSeconds: 60 })
  const response = await control(path, { shop: NAME, ...body })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(String(answer['errors']))
  return answer
}

async function ask(query: string, token?: string) {
  const headers = token === undefined ? {} : { 'x-shopify-access-token': token }
  const response = await graphql({ query }, { headers })
  return (await response.json()) as { data: Record<string, unknown>; errors?: unknown[] }
}

const gid = (type: string, id: number | undefined) => `gid://shopify/${type}/${id}`

test('stamp gives the oldest orders one updatedAt', async () => {
  const others = new Map(
    [...shop.orders.values()].slice(25).map(({ id, updatedAt }) => [id, updatedAt]),
  )
  const { orders, updatedAt } = await change('stamp', { orders: 25 })
  expect(orders).toBe(25)
  const stamped = shop.roster.orders.slice(0, 25).map((id) => shop.orders.get(id)?.updatedAt)
  expect(new Set(stamped)).toEqual(new Set([Date.parse(String(updatedAt))]))
  for (const [id, at] of others) expect(shop.orders.get(id)?.updatedAt).toBe(at)
})

test('edit changes one order and its time', async () => {
  const order = [...shop.orders.values()].find(({ cancelledAt }) => cancelledAt === null)
  if (order === undefined) throw new Error('There is no order')
  const { lineItems, updatedAt } = structuredClone(order)
  const edited = await change('edit', { order: gid('Order', order.id) })
  expect(edited).toMatchObject({ id: gid('Order', order.id), name: order.name })
  expect(order.lineItems).toHaveLength(lineItems.length + 1)
  expect(Date.parse(String(edited['updatedAt']))).toBeGreaterThan(updatedAt)

  const cancelled = [...shop.orders.values()].find((one) => one.cancelledAt !== null)
  const { updatedAt: later } = await change('edit', { order: String(cancelled?.id) })
  expect(cancelled?.updatedAt).toBe(Date.parse(String(later)))
})

test('delete takes away what is named, and an event tells', async () => {
  const order = [...shop.orders.values()][7]
  const customer = [...shop.customers.values()].find(({ orderIds }) => orderIds.length === 0)
  const [product, ...others] = shop.products.values()
  const other = others.find(({ variantIds }) => variantIds.length > 1)
  const [variant] = other?.variantIds ?? []
  for (const [type, id, subject] of [
    ['Order', order?.id, 'ORDER'],
    ['Customer', customer?.id, 'CUSTOMER'],
    ['Product', product?.id, 'PRODUCT'],
    ['ProductVariant', variant, 'PRODUCT_VARIANT'],
  ] as const) {
    expect(await change('delete', { id: gid(type, id) })).toEqual({ deleted: gid(type, id) })
    expect(shop.events.at(-1)).toMatchObject({
      action: 'destroy',
      subjectType: subject,
      subjectId: id,
    })
    const { data } = await ask(`{ node(id: "${gid(type, id)}") { id } }`)
    expect(data).toEqual({ node: null })
  }
})

test('merge moves the orders of one customer to another', async () => {
  const [into, from] = [...shop.customers.values()].filter(({ orderIds }) => orderIds.length > 1)
  const ids = [...(into?.orderIds ?? []), ...(from?.orderIds ?? [])].toSorted((a, b) => a - b)
  const answer = await change('merge', { from: from?.id, into: gid('Customer', into?.id) })
  expect(answer).toEqual({
    survivor: gid('Customer', into?.id),
    gone: gid('Customer', from?.id),
    orders: from?.orderIds.length,
  })
  expect(into?.orderIds).toEqual(ids)
  const { data } = await ask(
    `{ gone: customer(id: "${gid('Customer', from?.id)}") { id }
       order(id: "${gid('Order', from?.orderIds[0])}") { customer { id } } }`,
  )
  expect(data).toEqual({ gone: null, order: { customer: { id: gid('Customer', into?.id) } } })
})

test('redact leaves the orders of a customer without one', async () => {
  const customer = [...shop.customers.values()].find(({ orderIds }) => orderIds.length > 1)
  const order = shop.orders.get(customer?.orderIds[0] ?? 0)
  const updatedAt = order?.updatedAt
  const answer = await change('redact', { customer: customer?.id })
  expect(answer).toEqual({
    redacted: gid('Customer', customer?.id),
    orders: customer?.orderIds.length,
  })
  const { data } = await ask(
    `{ customer(id: "${gid('Customer', customer?.id)}") { id }
       order(id: "${gid('Order', order?.id)}") { customer { id } email } }`,
  )
  expect(data).toEqual({ customer: null, order: { customer: null, email: null } })
  expect(order?.updatedAt).toBe(updatedAt)
})

test('token gives a token with only these scopes', async () => {
  const { token, scopes, expiresAt } = await change('token', { scopes: ['read_products'] })
  expect({ scopes, expiresAt }).toEqual({ scopes: ['read_products'], expiresAt: null })
  const query = '{ productsCount { count } ordersCount { count } }'
  const { data, errors } = await ask(query, String(token))
  expect(data).toMatchObject({ productsCount: { count: shop.products.size }, ordersCount: null })
  expect(errors).toHaveLength(1)
  const short = await change('token', { scopes: [], expiresInSeconds: 10 })
  await control('clock', { advanceSeconds: 11 })
  const late = await graphql(
    { query },
    { headers: { 'x-shopify-access-token': String(short['token']) } },
  )
  expect(late.status).toBe(401)
})

test('plan sets the rate limit and a bucket of twenty times that', async () => {
  const { throttleStatus } = await change('plan', { restoreRate: 50 })
  const full = { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 50 }
  expect(throttleStatus).toEqual(full)
  const response = await graphql({ query: '{ shop { id } }' })
  expect(await response.json()).toMatchObject({
    extensions: { cost: { throttleStatus: { maximumAvailable: 1000, restoreRate: 50 } } },
  })
})

test('what is not there, or what Shopify would not do, is refused with a sentence', async () => {
  const [busy] = [...shop.customers.values()].filter(({ orderIds }) => orderIds.length > 0)
  for (const [path, body, sentence] of [
    ['edit', { order: 5 }, `${shop.shop.domain} has no order 5.`],
    ['edit', { order: gid('Customer', 5) }, 'order must be the id of an order.'],
    ['stamp', { orders: 0 }, 'orders must be a whole number from 1.'],
    ['delete', { id: 5 }, 'id must be a global id of Order, Customer, Product, ProductVariant.'],
    [
      'delete',
      { id: gid('Customer', busy?.id) },
      `Customer ${busy?.id} has orders: Shopify deletes no such customer, but can redact it.`,
    ],
    ['merge', { from: busy?.id, into: busy?.id }, 'A customer cannot be merged into itself.'],
    ['redact', { customer: 5 }, `${shop.shop.domain} has no customer 5.`],
    ['token', { scopes: 'read_orders' }, 'scopes must be a list of texts such as "read_orders".'],
    ['plan', { restoreRate: -1 }, 'restoreRate must be a whole number from 1.'],
  ] as const) {
    await expect(change(path, body)).rejects.toThrow(sentence)
  }
  expect((await control('edit', { shop: 'nobody', order: 5 })).status).toBe(400)
})
