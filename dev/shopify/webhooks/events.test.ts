import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { TOPICS } from './topics.ts'
import { startTestApp } from './test-app.ts'
import type { Received } from './test-app.ts'

const { shopify, shop, app, ask, subscribe, control, stop } = await startTestApp()
const { domain } = shop.shop

afterAll(stop)

const secret = shopify.app.clientSecrets[0] ?? ''
for (const topic of Object.keys(TOPICS)) await subscribe(topic)

// Ahead of every time that was given before, so that each change has a time of its own.
beforeEach(() => control('clock', { advanceSeconds: 1 }))
beforeEach(async () => void (await app.take()))

const topicsOf = (received: readonly Received[]) => received.map(({ topic }) => topic).toSorted()

async function changed(path: string, body: object): Promise<Received[]> {
  expect((await control(path, { shop: domain, ...body })).status).toBe(200)
  return await app.take()
}

async function dump(): Promise<Map<string, string>> {
  const response = await fetch(`${shopify.control}/_control/dump?shop=${domain}`)
  const lines = (await response.text()).trim().split('\n').slice(1)
  return new Map(
    lines.map((line) => {
      const { kind, id } = JSON.parse(line) as { kind: string; id: number }
      return [`${kind} ${id}`, line]
    }),
  )
}

describe('a webhook', () => {
  test('has Shopify’s headers, and its signature is over the bytes of the body', async () => {
    const [create] = (await changed('order', { total: '19.90' })).filter(
      ({ topic }) => topic === 'orders/create',
    )
    if (create === undefined) throw new Error('orders/create did not come')
    expect(create.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(create.raw).digest('base64'),
      'x-shopify-webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-triggered-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    })
    expect(create.headers).not.toHaveProperty('x-shopify-name')
  })

  test('shares its event id with all that one action brought about, but not its own id', async () => {
    const received = await changed('order', { total: '25.00' })
    const ids = (name: string) => new Set(received.map(({ headers }) => headers[name]))
    expect(received.length).toBeGreaterThan(1)
    expect(ids('x-shopify-event-id').size).toBe(1)
    expect(ids('x-shopify-webhook-id').size).toBe(received.length)
  })

  test('has a REST-shaped payload: numeric ids, local times, prices as texts', async () => {
    const received = await changed('order', { total: '1234.50' })
    const body = received.find(({ topic }) => topic === 'orders/create')?.body
    const id = body?.['id']
    expect(typeof id).toBe('number')
    expect(body).toMatchObject({
      admin_graphql_api_id: `gid://shopify/Order/${String(id)}`,
      total_price: '1234.50',
      current_total_price: '1234.50',
      currency: 'USD',
      financial_status: 'paid',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/),
      line_items: [{ id: expect.any(Number), product_id: expect.any(Number), quantity: 1 }],
    })
    const query = 'query($id: ID!) { order(id: $id) { name updatedAt } }'
    const { order } = (await ask(query, { id: body?.['admin_graphql_api_id'] })) as {
      order: { name: string; updatedAt: string }
    }
    expect(body?.['name']).toBe(order.name)
    expect(new Date(String(body?.['updated_at'])).getTime()).toBe(
      new Date(order.updatedAt).getTime(),
    )
  })

  test('has only the fields that the subscription names', async () => {
    await subscribe('PRODUCTS_UPDATE', { uri: `${app.uri}?few`, includeFields: ['id', 'status'] })
    await control('changes', { shop: domain, count: 40, seed: 5 })
    const few = (await app.take()).filter(
      ({ topic, body }) => topic === 'products/update' && !('title' in body),
    )
    expect(few.length).toBeGreaterThan(0)
    for (const { body } of few) expect(Object.keys(body).toSorted()).toEqual(['id', 'status'])
  })
})

describe('a change', () => {
  test('of an order by an edit tells the order and the edit', async () => {
    const received = await changed('edit', { order: [...shop.orders.keys()].at(-1) })
    expect(topicsOf(received)).toEqual(expect.arrayContaining(['orders/edited', 'orders/updated']))
    const edited = received.find(({ topic }) => topic === 'orders/edited')?.body
    expect(edited).toMatchObject({
      order_edit: {
        order_id: [...shop.orders.keys()].at(-1),
        line_items: { additions: [{ id: expect.any(Number), delta: expect.any(Number) }] },
      },
    })
  })

  test('that deletes an order tells nothing but its id', async () => {
    const id = [...shop.orders.keys()].at(-1)
    const received = await changed('delete', { id: `gid://shopify/Order/${id}` })
    expect(received.map(({ topic, body }) => [topic, body])).toEqual([['orders/delete', { id }]])
  })

  test('that merges customers names the one that is kept and the one that is gone', async () => {
    const [from, into] = [...shop.customers.values()].filter(({ orderIds }) => orderIds.length > 0)
    const received = await changed('merge', { from: from?.id, into: into?.id })
    expect(topicsOf(received)).toEqual(['customers/merge', 'customers/update'])
    expect(received.find(({ topic }) => topic === 'customers/merge')?.body).toMatchObject({
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${into?.id}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${from?.id}`,
      status: 'completed',
    })
  })

  test('of a variant tells its product', async () => {
    const product = [...shop.products.values()].find(({ variantIds }) => variantIds.length > 1)
    const received = await changed('delete', {
      id: `gid://shopify/ProductVariant/${product?.variantIds[0]}`,
    })
    const whole = received.filter(({ body }) => 'title' in body)
    expect(whole.map(({ topic, body }) => [topic, body['id']])).toEqual([
      ['products/update', product?.id],
    ])
  })

  test('of the shop’s record tells it', async () => {
    const received = await changed('shop', { name: 'Harbor & Sons' })
    expect(received.map(({ topic, body }) => [topic, body['name']])).toEqual([
      ['shop/update', 'Harbor & Sons'],
    ])
    expect((await control('shop', { shop: domain, ianaTimezone: 'Nowhere' })).status).toBe(400)
  })

  test('of the granted scopes tells those before and those now', async () => {
    const before = [...shop.shop.appScopes]
    const now = before.filter((scope) => scope !== 'read_reports')
    const received = await changed('scopes', { scopes: now })
    expect(received.map(({ topic, body }) => [topic, body])).toEqual([
      [
        'app/scopes_update',
        {
          id: `gid://shopify/AppInstallation/${shop.shop.id}`,
          previous: before,
          current: now,
          updated_at: expect.any(String),
        },
      ],
    ])
    await changed('scopes', { scopes: before })
  })

  test('by a bulk operation’s end tells its status, without an address', async () => {
    const run = `mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") {
      bulkOperation { id } userErrors { message } } }`
    const { bulkOperationRunQuery } = (await ask(run)) as {
      bulkOperationRunQuery: { bulkOperation: { id: string } }
    }
    const { id } = bulkOperationRunQuery.bulkOperation
    const find = 'query($id: ID!) { bulkOperation(id: $id) { status } }'
    for (;;) {
      const { bulkOperation } = (await ask(find, { id })) as { bulkOperation: { status: string } }
      if (bulkOperation.status === 'COMPLETED') break
    }
    const received = await app.take()
    expect(received.map(({ topic, body }) => [topic, body])).toEqual([
      [
        'bulk_operations/finish',
        {
          admin_graphql_api_id: id,
          completed_at: expect.any(String),
          created_at: expect.any(String),
          error_code: null,
          status: 'completed',
          type: 'query',
        },
      ],
    ])
  })

  test('is told of everything that a dump before and after shows to be another', async () => {
    const before = await dump()
    await control('changes', { shop: domain, count: 80, seed: 9 })
    const after = await dump()
    const received = await app.take()
    const told = new Set(received.map(({ topic, body }) => `${topic} ${String(body['id'])}`))
    const isTold = (kind: string, id: string, ...verbs: string[]) =>
      verbs.some((verb) => told.has(`${kind}s/${verb} ${id}`))
    const merged = new Set(
      received
        .filter(({ topic }) => topic === 'customers/merge')
        .map(({ body }) => String(body['admin_graphql_api_customer_deleted_id']).split('/').at(-1)),
    )
    const untold: string[] = []
    for (const [key, line] of before) {
      const [kind = '', id = ''] = key.split(' ')
      const next = after.get(key)
      if (kind === 'variant' || next === line) continue
      if (next === undefined) {
        if (!isTold(kind, id, 'delete') && !merged.has(id)) untold.push(`${key} went`)
        continue
      }
      // Shopify tells nobody that an order followed its merged customer, nor that sums were refreshed.
      if (withoutPeople(line) === withoutPeople(next)) continue
      if (!isTold(kind, id, 'updated', 'update')) untold.push(`${key} changed`)
    }
    for (const key of after.keys()) {
      const [kind = '', id = ''] = key.split(' ')
      if (kind === 'variant' || before.has(key)) continue
      if (!isTold(kind, id, 'create')) untold.push(`${key} came`)
    }
    expect(untold).toEqual([])
    expect(topicsOf(received)).toEqual(
      expect.arrayContaining(['orders/cancelled', 'refunds/create', 'order_transactions/create']),
    )
  })
})

/** An object without the links between customers and orders, and a product without its time. */
function withoutPeople(line: string): string {
  const object = JSON.parse(line) as Record<string, unknown>
  return JSON.stringify({ ...object, customerId: null, orderIds: null, summary: null })
}

describe('the compliance topics', () => {
  test('go to the app’s own address without a subscription', async () => {
    const [customer] = shop.customers.values()
    const person = { id: customer?.id, email: customer?.email, phone: customer?.phone }
    const asked = await changed('compliance', {
      topic: 'customers/data_request',
      customer: customer?.id,
    })
    expect(asked.map(({ topic, body }) => [topic, body])).toEqual([
      [
        'customers/data_request',
        {
          shop_id: shop.shop.id,
          shop_domain: domain,
          orders_requested: customer?.orderIds,
          customer: person,
          data_request: { id: expect.any(Number) },
        },
      ],
    ])
    const orders = [...(customer?.orderIds ?? [])]
    const redacted = await changed('redact', { customer: customer?.id })
    expect(redacted.map(({ topic, body }) => [topic, body])).toEqual([
      [
        'customers/redact',
        {
          shop_id: shop.shop.id,
          shop_domain: domain,
          customer: person,
          orders_to_redact: orders,
        },
      ],
    ])
  })

  // Last: the app has nothing left in the shop.
  test('an uninstall is told, ends the subscriptions, and 48 hours later the shop is to be forgotten', async () => {
    const gone = await changed('uninstall', {})
    expect(gone.map(({ topic, body }) => [topic, body['myshopify_domain']])).toEqual([
      ['app/uninstalled', domain],
    ])
    expect(await changed('order', { total: '5.00' })).toEqual([])
    await control('clock', { advanceSeconds: 48 * 3600 - 1 })
    expect(await app.take()).toEqual([])
    await control('clock', { advanceSeconds: 1 })
    const redacted = await app.take()
    expect(redacted.map(({ topic, body }) => [topic, body])).toEqual([
      ['shop/redact', { shop_id: shop.shop.id, shop_domain: domain }],
    ])
  })
})
