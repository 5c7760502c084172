import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startBulkShop } from '../bulk/test-bulk.ts'

const { shopify, shop, token, graphql, control, run, leave } = await startBulkShop()
const { domain } = shop.shop

afterAll(() => shopify.stop())
afterEach(async () => {
  await control('trouble', { shop: domain, trouble: null })
  await control('data-access', { shop: domain, level: 'level2' })
  await control('scopes', { shop: domain })
  await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
})

const NAME = { query: '{ shop { name } }' }
const CUSTOMERS = '{ customers { edges { node { id displayName } } } }'

function askToken(): Promise<Response> {
  return fetch(`${shopify.control}/${domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: shop.shop.clientId,
      client_secret: shop.shop.clientSecret,
      grant_type: 'client_credentials',
    }),
  })
}

describe('a cause that stands between the app and a shop', () => {
  test.each([
    ['frozen', 402, 'Unavailable Shop'],
    ['address', 403, 'Forbidden'],
    ['closed', 404, 'Not Found'],
    ['locked', 423, 'Unavailable Shop'],
  ])('%s answers every request with %i', async (trouble, status, errors) => {
    await control('trouble', { shop: domain, trouble })
    const asked = await graphql(NAME)
    expect(asked.status).toBe(status)
    expect(await asked.json()).toEqual({ errors })
    expect((await askToken()).status).toBe(status)
    await control('trouble', { shop: domain, trouble: null })
    expect((await graphql(NAME)).status).toBe(200)
  })

  test('a missing scope names what is required, as soon as the merchant has taken it away', async () => {
    const scopes = shop.shop.appScopes.filter((scope) => scope !== 'read_customers')
    await control('scopes', { shop: domain, scopes })
    const answer = await graphql({ query: '{ customers(first: 1) { nodes { id } } }' })
    expect(await answer.json()).toMatchObject({
      errors: [
        {
          extensions: {
            code: 'ACCESS_DENIED',
            requiredAccess: '`read_customers` access scope.',
          },
        },
      ],
    })
  })

  test('customer data that was not approved ends a bulk query as it refuses a page', async () => {
    await control('data-access', { shop: domain, level: 'level1' })
    const page = await graphql({ query: '{ customers(first: 1) { nodes { displayName } } }' })
    expect(await page.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('not approved to use the displayName field') }],
    })
    const { bulkOperation } = await run(CUSTOMERS)
    const ended = await leave(bulkOperation?.id ?? '', 'CREATED', 'RUNNING')
    expect(ended).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED' })
    await control('data-access', { shop: domain, level: 'none' })
    const ids = await run('{ customers { edges { node { id } } } }')
    expect(await leave(ids.bulkOperation?.id ?? '', 'CREATED', 'RUNNING')).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
    })
  })

  test('a shop’s own app needs no approval', async () => {
    await control('data-access', { shop: domain, level: 'none' })
    const { access_token: own } = (await (await askToken()).json()) as { access_token: string }
    const headers = { 'x-shopify-access-token': own }
    const query = '{ customers(first: 1) { nodes { displayName } } }'
    expect(await (await graphql({ query }, { headers })).json()).toMatchObject({
      data: { customers: { nodes: [{ displayName: expect.any(String) }] } },
    })
  })

  test('is refused where it is none, with a sentence', async () => {
    for (const [path, body] of [
      ['trouble', { shop: domain, trouble: 'bored' }],
      ['data-access', { shop: domain, level: 'level3' }],
    ] as const) {
      const response = await control(path, body)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ errors: expect.stringMatching(/\.$/) })
    }
  })
})

describe('a fault of the token endpoint', () => {
  const fault = (rule: object) => control('faults', { rules: [{ times: 1, ...rule }] })

  test('answers with a status and Retry-After', async () => {
    await fault({ kind: 'token-status', status: 429, retryAfter: 2 })
    const response = await askToken()
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('2')
    expect((await askToken()).status).toBe(200)
  })

  test('refuses one grant and not another', async () => {
    await fault({ kind: 'token-refused', operation: 'refresh_token' })
    expect((await askToken()).status).toBe(200)
    await fault({ kind: 'token-refused', operation: 'client_credentials', status: 400 })
    const response = await askToken()
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('gives a token out and loses the answer', async () => {
    const before = shop.accessTokens.size
    await fault({ kind: 'token-cut' })
    await expect(askToken().then((response) => response.json())).rejects.toThrow('terminated')
    expect(shop.accessTokens.size).toBe(before + 1)
  })

  test('answers late', async () => {
    await fault({ kind: 'token-slow', ms: 20 })
    expect((await askToken()).status).toBe(200)
  })
})

// Last: the shop has not installed the app any more.
describe('the index page', () => {
  test('uninstalls and installs, by way of the app with a signed address', async () => {
    const page = async () => (await fetch(shopify.control)).text()
    expect(await page()).toContain('Uninstall Tidemark')
    const gone = await fetch(`${shopify.control}/shops/${domain}/uninstall`, {
      method: 'POST',
      redirect: 'manual',
    })
    expect(gone.status).toBe(303)
    const headers = { 'x-shopify-access-token': token }
    expect((await graphql(NAME, { headers })).status).toBe(401)
    expect(await page()).toContain('The app has no address yet')
    await control('app', { appUrl: 'http://127.0.0.1:3999' })
    expect(await page()).toContain(`href="/shops/${domain}/install"`)
    const install = await fetch(`${shopify.control}/shops/${domain}/install`, {
      redirect: 'manual',
    })
    const location = new URL(install.headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe('http://127.0.0.1:3999/api/shopify/install')
    expect([...location.searchParams.keys()].toSorted()).toEqual(
      ['hmac', 'host', 'shop', 'timestamp'].toSorted(),
    )
  })
})
