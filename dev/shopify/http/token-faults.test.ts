import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, control } = await startTestShopify()
const { domain } = shop.shop

afterAll(() => shopify.stop())
afterEach(async () => {
  await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
})

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
