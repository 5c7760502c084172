import { afterAll, describe, expect, test } from 'vitest'
import { startTestApp } from './test-app.ts'

const { shopify, shop, app, ask, subscribe, control, graphql, readLog, stop } = await startTestApp()

afterAll(stop)

const LIST = '{ webhookSubscriptions(first: 50) { nodes { id topic uri name } } }'

async function list() {
  const data = await ask(LIST)
  return (data['webhookSubscriptions'] as { nodes: { id: string; topic: string; uri: string }[] })
    .nodes
}

describe('a webhook subscription', () => {
  test('is made, listed, changed and deleted through the Admin API', async () => {
    const made = await subscribe('ORDERS_CREATE', { name: 'orders', includeFields: ['id'] })
    expect(made).toEqual({
      webhookSubscription: {
        id: expect.stringMatching(/^gid:\/\/shopify\/WebhookSubscription\/\d+$/),
        topic: 'ORDERS_CREATE',
        uri: app.uri,
        callbackUrl: app.uri,
        endpoint: { callbackUrl: app.uri },
        name: 'orders',
        includeFields: ['id'],
        format: 'JSON',
        apiVersion: { handle: '2026-10' },
      },
      userErrors: [],
    })
    const id = made.webhookSubscription?.id
    expect(await list()).toEqual([{ id, topic: 'ORDERS_CREATE', uri: app.uri, name: 'orders' }])

    const update = `mutation($id: ID!) { webhookSubscriptionUpdate(
      id: $id, webhookSubscription: { uri: "${app.uri}/other" }) {
        webhookSubscription { uri name } userErrors { field message } } }`
    expect(await ask(update, { id })).toEqual({
      webhookSubscriptionUpdate: {
        webhookSubscription: { uri: `${app.uri}/other`, name: 'orders' },
        userErrors: [],
      },
    })
    const one = 'query($id: ID!) { webhookSubscription(id: $id) { uri } node(id: $id) { id } }'
    expect(await ask(one, { id })).toEqual({
      webhookSubscription: { uri: `${app.uri}/other` },
      node: { id },
    })
    const remove = `mutation($id: ID!) { webhookSubscriptionDelete(id: $id) {
      deletedWebhookSubscriptionId userErrors { field message } } }`
    expect(await ask(remove, { id })).toEqual({
      webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id, userErrors: [] },
    })
    expect(await ask(remove, { id })).toEqual({
      webhookSubscriptionDelete: {
        deletedWebhookSubscriptionId: null,
        userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }],
      },
    })
    expect(await list()).toEqual([])
  })

  test('is refused in Shopify’s words: taken, blank, plain http, a domain of Shopify', async () => {
    await subscribe('PRODUCTS_UPDATE')
    const field = ['webhookSubscription', 'callbackUrl']
    for (const [uri, message] of [
      [app.uri, 'Address for this topic has already been taken'],
      ['', "Address can't be blank"],
      ['http://example.com/hooks', 'Address protocol http:// is not supported'],
      ['https://x.myshopify.com/hooks', 'Address cannot be a Shopify or an internal domain'],
    ] as const) {
      expect(await subscribe('PRODUCTS_UPDATE', { uri })).toEqual({
        webhookSubscription: null,
        userErrors: [{ field, message }],
      })
    }
  })

  test('can be looked for by topic and address', async () => {
    await subscribe('SHOP_UPDATE')
    const query = `query($uri: String) { webhookSubscriptions(first: 9, topics: [SHOP_UPDATE], uri: $uri) {
      nodes { topic } } webhookSubscriptionsCount { count } }`
    expect(await ask(query, { uri: app.uri })).toMatchObject({
      webhookSubscriptions: { nodes: [{ topic: 'SHOP_UPDATE' }] },
      webhookSubscriptionsCount: { count: 2 },
    })
    expect(await ask(query, { uri: `${app.uri}/none` })).toMatchObject({
      webhookSubscriptions: { nodes: [] },
    })
  })

  test('needs the scope of its topic', async () => {
    const answer = await control('token', { shop: shop.shop.domain, scopes: ['read_products'] })
    const { token } = (await answer.json()) as { token: string }
    const query = `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE,
      webhookSubscription: { uri: "${app.uri}/scope" }) { userErrors { field message } } }`
    const response = await graphql({ query }, { headers: { 'x-shopify-access-token': token } })
    expect(await response.json()).toMatchObject({
      data: {
        webhookSubscriptionCreate: {
          userErrors: [
            {
              field: ['topic'],
              message: 'You cannot create a webhook subscription with the specified topic',
            },
          ],
        },
      },
    })
  })

  test('knows no compliance topic, and no other topic that the stand-in never sends', async () => {
    const query = (topic: string) => `mutation { webhookSubscriptionCreate(topic: ${topic},
      webhookSubscription: { uri: "${app.uri}" }) { userErrors { message } } }`
    const compliance = (await (
      await graphql({ query: query('CUSTOMERS_REDACT') })
    ).json()) as object
    expect(compliance).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] })
    const never = (await (await graphql({ query: query('CARTS_CREATE') })).json()) as object
    expect(never).toMatchObject({
      errors: [{ extensions: { code: 'STAND_IN_NOT_MODELLED' } }],
    })
  })

  test('belongs to the app that made it', async () => {
    const response = await fetch(
      `${shopify.control}/${shop.shop.domain}/admin/oauth/access_token`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client_id: shop.shop.clientId,
          client_secret: shop.shop.clientSecret,
          grant_type: 'client_credentials',
        }),
      },
    )
    const { access_token: own } = (await response.json()) as { access_token: string }
    const seen = await graphql({ query: LIST }, { headers: { 'x-shopify-access-token': own } })
    expect(await seen.json()).toMatchObject({ data: { webhookSubscriptions: { nodes: [] } } })
    expect((await readLog()).subscriptions).toHaveLength(2)
  })
})
