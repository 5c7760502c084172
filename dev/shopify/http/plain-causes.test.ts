import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startBulkShop } from '../bulk/test-bulk.ts'

const { shopify, shop, graphql, control, run, leave } = await startBulkShop()
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
