import { afterAll, describe, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, token, graphql, control } = await startTestShopify()

afterAll(() => shopify.stop())

const NAME = { query: '{ shop { name } }' }

describe('the GraphQL endpoint', () => {
  test('answers under the domain and under the handle, with a request id and the version', async () => {
    for (const name of [shop.shop.domain, shop.shop.handle]) {
      const response = await graphql(NAME, { path: `/${name}/admin/api/2026-10/graphql.json` })
      expect(response.status).toBe(200)
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}-\d+$/)
      expect(response.headers.get('x-shopify-api-version')).toBe('2026-10')
      expect(await response.json()).toMatchObject({ data: { shop: { name: shop.shop.name } } })
    }
  })

  test('finds the shop without a path by the token', async () => {
    const response = await graphql(NAME, { path: '/admin/api/2026-10/graphql.json' })
    expect(await response.json()).toMatchObject({ data: { shop: { name: shop.shop.name } } })
  })

  test('serves any other version as the one there is, and says so', async () => {
    const path = `/${shop.shop.domain}/admin/api/2024-01/graphql.json`
    const response = await graphql(NAME, { path })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-shopify-api-version')).toBe('2026-10')
  })

  test('refuses a missing, a wrong and another shop’s token', async () => {
    const others = [...shopify.world.shops.values()][1]?.accessTokens.keys() ?? []
    for (const wrong of ['', 'shpat_wrong', ...others]) {
      const response = await graphql(NAME, { headers: { 'x-shopify-access-token': wrong } })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({
        errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
      })
    }
  })

  test('does not know other shops and other paths', async () => {
    const unknown = await graphql(NAME, { path: '/nobody/admin/api/2026-10/graphql.json' })
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toEqual({ errors: 'Not Found' })
    const rest = await graphql(NAME, { path: `/${shop.shop.domain}/admin/api/2026-10/orders.json` })
    expect(rest.status).toBe(404)
  })

  test('refuses a body that it cannot read, with a sentence', async () => {
    for (const body of ['{', '[]', '{}', '{"query": ""}', '{"query": "{a}", "variables": 1}']) {
      const response = await graphql(body)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ errors: expect.stringMatching(/\.$/) })
    }
    const big = await graphql({ query: `{ shop { name } } # ${'x'.repeat(1_000_001)}` })
    expect(big.status).toBe(413)
  })

  test('takes a bare query as application/graphql', async () => {
    const response = await graphql('{ shop { name } }', {
      headers: { 'content-type': 'application/graphql' },
    })
    expect(await response.json()).toMatchObject({ data: { shop: { name: shop.shop.name } } })
  })

  test('shows the cost of fields and how a search was read when asked', async () => {
    const query = '{ orders(first: 1, query: "test:false") { nodes { id } } }'
    const headers = { 'shopify-graphql-cost-debug': '1', 'shopify-search-query-debug': '1' }
    const body: unknown = await (await graphql({ query }, { headers })).json()
    expect(body).toMatchObject({
      extensions: {
        cost: { fields: [{ path: ['orders'] }, {}, {}] },
        search: [{ query: 'test:false' }],
      },
    })
  })
})

describe('an access token', () => {
  function grant(fields: Record<string, string>, form = false) {
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
    const body = form ? new URLSearchParams(fields).toString() : JSON.stringify(fields)
    return fetch(`${shopify.control}/${shop.shop.domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
  }
  const credentials = () => ({
    client_id: shop.shop.clientId,
    client_secret: shop.shop.clientSecret,
    grant_type: 'client_credentials',
  })

  test('is given for client credentials, as JSON and as a form, and lives a day', async () => {
    for (const form of [false, true]) {
      const response = await grant(credentials(), form)
      expect(response.status).toBe(200)
      const body = (await response.json()) as Record<string, string>
      expect(body).toMatchObject({ scope: shop.shop.appScopes.join(','), expires_in: 86_399 })
      const headers = { 'x-shopify-access-token': body['access_token'] ?? '' }
      expect((await graphql(NAME, { headers })).status).toBe(200)
      await control('clock', { advanceSeconds: 86_401 })
      expect((await graphql(NAME, { headers })).status).toBe(401)
    }
  })

  test('is refused for a wrong secret, another client or another grant', async () => {
    for (const [name, value, error] of [
      ['client_secret', 'wrong', 'invalid_client'],
      ['client_id', 'wrong', 'application_cannot_be_found'],
      ['grant_type', 'password', 'unsupported_grant_type'],
    ] as const) {
      const response = await grant({ ...credentials(), [name]: value })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error })
    }
  })

  test('tells its scopes', async () => {
    const url = `${shopify.control}/${shop.shop.domain}/admin/oauth/access_scopes.json`
    const response = await fetch(url, { headers: { 'x-shopify-access-token': token } })
    expect(await response.json()).toMatchObject({
      access_scopes: expect.arrayContaining([{ handle: 'read_orders' }]),
    })
    expect((await fetch(url)).status).toBe(401)
  })
})

describe('the controls', () => {
  test('freeze and move the clock', async () => {
    const frozen = await (await control('clock', { frozen: true })).json()
    expect(frozen).toMatchObject({ frozen: true })
    const moved = (await (await control('clock', { advanceSeconds: 3600 })).json()) as {
      now: string
    }
    expect(Date.parse(moved.now)).toBeGreaterThan(Date.parse((frozen as { now: string }).now))
    await control('clock', { frozen: false })
    expect((await control('clock', { now: 'soon' })).status).toBe(400)
  })

  test('add an order that GraphQL and the truth then have', async () => {
    await control('clock', { frozen: true })
    const truth = async () =>
      (await (await fetch(`${shopify.control}/_truth?shop=${shop.shop.domain}`)).json()) as {
        stats: { totalRevenue: string; orders: number }
      }
    const before = await truth()
    const added = await control('order', { shop: shop.shop.domain, total: '123.45' })
    const { id } = (await added.json()) as { id: string }
    const found = await graphql({
      query: 'query($id: ID!) { order(id: $id) { currentTotalPriceSet { shopMoney { amount } } } }',
      variables: { id },
    })
    expect(await found.json()).toMatchObject({
      data: { order: { currentTotalPriceSet: { shopMoney: { amount: '123.45' } } } },
    })
    const after = await truth()
    expect(after.stats.orders).toBe(before.stats.orders + 1)
    expect(
      Math.round(Number(after.stats.totalRevenue) * 100 - Number(before.stats.totalRevenue) * 100),
    ).toBe(12_345)
    expect((await control('order', { shop: shop.shop.domain, total: '1.234' })).status).toBe(400)
    await control('clock', { frozen: false })
  })

  test('change things at random and tell what', async () => {
    const response = await control('changes', { shop: shop.shop.domain, count: 20, seed: 5 })
    const { changes } = (await response.json()) as { changes: { shop: string; kind: string }[] }
    expect(changes).toHaveLength(20)
    expect(new Set(changes.map(({ shop: domain }) => domain))).toEqual(new Set([shop.shop.domain]))
  })

  test('tell the state, and the truth of one shop or of all', async () => {
    const state: unknown = await (await fetch(`${shopify.control}/_control/state`)).json()
    expect(state).toMatchObject({
      frozen: false,
      shops: expect.arrayContaining([
        expect.objectContaining({ domain: shop.shop.domain, tokens: expect.any(Array) }),
      ]),
    })
    const all: unknown = await (await fetch(`${shopify.control}/_truth`)).json()
    expect(all).toMatchObject({ shops: expect.any(Array) })
    expect((await fetch(`${shopify.control}/_truth?shop=nobody`)).status).toBe(400)
    expect((await fetch(`${shopify.control}/_control/nothing`)).status).toBe(404)
  })

  test('come with a page that says what this is', async () => {
    const response = await fetch(shopify.control)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('This is not Shopify')
  })
})
