import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const APP_URL = 'http://127.0.0.1:3999'
const REDIRECT_URI = `${APP_URL}/api/shopify/callback`

const { shopify, shop, token, graphql, control } = await startTestShopify()
const { domain } = shop.shop

afterAll(() => shopify.stop())

interface Described {
  app: { clientId: string; clientSecrets: string[] }
  shops: {
    domain: string
    tokens: unknown[]
    installation: null | {
      scopes: string[]
      refreshes: number
      tokens: { token: string; expiresAt: string | null }[]
    }
  }[]
}

interface Pair {
  access_token: string
  scope: string
  expires_in: number
  refresh_token: string
  refresh_token_expires_in: number
}

await control('clock', { frozen: true })
await control('app', { appUrl: APP_URL })
const { app } = await describeState()

beforeEach(() => control('install', { shop: domain }))
afterEach(() => control('consent', { shop: domain }))

async function describeState() {
  return (await (await fetch(`${shopify.control}/_control/state`)).json()) as Described
}

function authorizePath(parameters: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: app.clientId,
    scope: 'read_orders,read_products',
    redirect_uri: REDIRECT_URI,
    state: 'nonce-1',
    ...parameters,
  })
  return `${shopify.control}/${domain}/admin/oauth/authorize?${query.toString()}`
}

/** Presses a button of the consent page, and answers where the browser is sent. */
async function decide(decision: string, parameters = {}): Promise<URLSearchParams> {
  const response = await fetch(authorizePath(parameters), {
    method: 'POST',
    body: new URLSearchParams({ decision }),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  const location = new URL(response.headers.get('location') ?? '', shopify.control)
  expect(location.origin + location.pathname).toBe(REDIRECT_URI)
  return location.searchParams
}

function askToken(body: Record<string, string>): Promise<Response> {
  return fetch(`${shopify.control}/${domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: app.clientId,
      client_secret: app.clientSecrets[0],
      ...body,
    }),
  })
}

async function install(parameters = {}): Promise<Pair> {
  const code = (await decide('install', parameters)).get('code') ?? ''
  return (await (await askToken({ code, expiring: '1' })).json()) as Pair
}

async function refresh(refreshToken: string): Promise<Pair> {
  const response = await askToken({ grant_type: 'refresh_token', refresh_token: refreshToken })
  expect(response.status).toBe(200)
  return (await response.json()) as Pair
}

async function statusOf(accessToken: string): Promise<number> {
  const headers = { 'x-shopify-access-token': accessToken }
  return (await graphql({ query: '{ shop { name } }' }, { headers })).status
}

describe('the consent page', () => {
  beforeEach(() => control('uninstall', { shop: domain }))

  test('names the app and the scopes, with a button to install and one to cancel', async () => {
    const response = await fetch(authorizePath())
    expect(response.status).toBe(200)
    const page = await response.text()
    for (const part of ['Install Tidemark', 'read_orders', 'read_products', '>Cancel<', domain]) {
      expect(page).toContain(part)
    }
  })

  test('sends the browser back with a code and a signature over the sorted parameters', async () => {
    const parameters = await decide('install')
    expect([...parameters.keys()].toSorted()).toEqual(
      ['code', 'hmac', 'host', 'shop', 'state', 'timestamp'].toSorted(),
    )
    expect(parameters.get('shop')).toBe(domain)
    expect(parameters.get('state')).toBe('nonce-1')
    const signed = ['code', 'host', 'shop', 'state', 'timestamp']
      .map((name) => `${name}=${encodeURIComponent(parameters.get(name) ?? '')}`)
      .join('&')
    const hmac = createHmac('sha256', app.clientSecrets[0] ?? '').update(signed)
    expect(parameters.get('hmac')).toBe(hmac.digest('hex'))
  })

  test('answers a refusal with access_denied, signed, and installs nothing', async () => {
    const parameters = await decide('cancel')
    expect(parameters.get('error')).toBe('access_denied')
    expect(parameters.get('state')).toBe('nonce-1')
    expect(parameters.get('hmac')).toMatch(/^[0-9a-f]{64}$/)
    expect(parameters.has('code')).toBe(false)
    expect((await describeState()).shops[0]?.installation).toBeNull()
  })

  test('leaves the merchant in the admin after a refusal when told to', async () => {
    await control('consent', { shop: domain, cancelLeadsTo: 'admin' })
    const response = await fetch(authorizePath(), {
      method: 'POST',
      body: new URLSearchParams({ decision: 'cancel' }),
      redirect: 'manual',
    })
    expect(response.headers.get('location')).toBe('/')
  })

  test('shows an error for another redirect, an unknown app and a scope that is none', async () => {
    const errors = {
      'redirect_uri is not whitelisted': { redirect_uri: `${REDIRECT_URI}/else` },
      application_cannot_be_found: { client_id: 'other' },
      'The access scope is invalid: orders': { scope: 'orders' },
    }
    for (const [text, parameters] of Object.entries(errors)) {
      const response = await fetch(authorizePath(parameters))
      expect(response.status).toBe(400)
      expect(await response.text()).toContain(text)
    }
  })

  test('asks nobody where all of it was granted before, and asks again for more', async () => {
    await decide('install')
    const again = await fetch(authorizePath(), { redirect: 'manual' })
    expect(again.status).toBe(303)
    expect(again.headers.get('location')).toContain('code=')
    const more = await fetch(authorizePath({ scope: 'read_orders,read_customers' }))
    expect(await more.text()).toContain('Update Tidemark')
  })

  test('grants less than was asked for when told to', async () => {
    await control('consent', { shop: domain, withhold: ['read_products'] })
    expect((await install()).scope).toBe('read_orders')
  })
})

describe('the token of a code', () => {
  test('lives an hour, with a refresh token of ninety days', async () => {
    const pair = await install()
    expect(pair).toEqual({
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
      scope: 'read_orders,read_products',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/),
      refresh_token_expires_in: 7_776_000,
    })
    expect(await statusOf(pair.access_token)).toBe(200)
    await control('clock', { advanceSeconds: 3599 })
    expect(await statusOf(pair.access_token)).toBe(200)
    await control('clock', { advanceSeconds: 1 })
    expect(await statusOf(pair.access_token)).toBe(401)
  })

  test('does not expire where the app does not ask for that, and stays the same', async () => {
    const answers = []
    for (let i = 0; i < 2; i++) {
      const code = (await decide('install')).get('code') ?? ''
      answers.push(await (await askToken({ code })).json())
    }
    expect(answers[0]).toEqual({
      access_token: expect.stringMatching(/^shpat_/),
      scope: 'read_orders,read_products',
    })
    expect(answers[1]).toEqual(answers[0])
  })

  test('is given once, within a minute, to who knows the secret', async () => {
    const code = (await decide('install')).get('code') ?? ''
    expect((await askToken({ code, client_secret: 'wrong' })).status).toBe(400)
    expect((await askToken({ code })).status).toBe(200)
    const again = await askToken({ code })
    expect(again.status).toBe(400)
    expect(await again.json()).toMatchObject({ error: 'invalid_request' })
    const late = (await decide('install')).get('code') ?? ''
    await control('clock', { advanceSeconds: 61 })
    expect((await askToken({ code: late })).status).toBe(400)
  })

  test('ends the expiring token before it', async () => {
    const first = await install()
    const second = await install()
    expect(await statusOf(first.access_token)).toBe(401)
    expect(await statusOf(second.access_token)).toBe(200)
  })
})

describe('a refresh token', () => {
  test('gives another pair each time, and leaves the old access token to its end', async () => {
    const first = await install()
    const second = await refresh(first.refresh_token)
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second.scope).toBe(first.scope)
    expect(await statusOf(first.access_token)).toBe(200)
    expect(await statusOf(second.access_token)).toBe(200)
    expect((await describeState()).shops[0]?.installation?.refreshes).toBeGreaterThan(0)
  })

  test('can be tried again until its replacement was used, and no longer', async () => {
    const first = await install()
    const lost = await refresh(first.refresh_token)
    const kept = await refresh(first.refresh_token)
    expect(kept.refresh_token).not.toBe(lost.refresh_token)
    await refresh(kept.refresh_token)
    const retired = await askToken({
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    })
    expect(retired.status).toBe(401)
    expect(await retired.json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('can be tried again for thirty days after its first use', async () => {
    const first = await install()
    await refresh(first.refresh_token)
    await control('clock', { advanceSeconds: 30 * 86_400 })
    await refresh(first.refresh_token)
    await control('clock', { advanceSeconds: 1 })
    const late = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    expect((await askToken(late)).status).toBe(401)
  })

  test('is retired by a new consent, and expires after ninety days', async () => {
    const first = await install()
    const second = await install()
    const grant = { grant_type: 'refresh_token' }
    expect((await askToken({ ...grant, refresh_token: first.refresh_token })).status).toBe(401)
    await control('clock', { advanceSeconds: 90 * 86_400 })
    expect((await askToken({ ...grant, refresh_token: second.refresh_token })).status).toBe(401)
  })
})

describe('the controls of the app', () => {
  test('shorten the lifetimes of tokens', async () => {
    await control('lifetimes', { shop: domain, accessTokenSeconds: 2, refreshTokenSeconds: 5 })
    const pair = await install()
    expect(pair).toMatchObject({ expires_in: 2, refresh_token_expires_in: 5 })
    await control('clock', { advanceSeconds: 2 })
    expect(await statusOf(pair.access_token)).toBe(401)
    await control('lifetimes', { shop: domain })
    expect(await install()).toMatchObject({ expires_in: 3600 })
  })

  test('end access tokens, refresh tokens or both at once', async () => {
    const pair = await install()
    await control('end-tokens', { shop: domain, kinds: ['access'] })
    expect(await statusOf(pair.access_token)).toBe(401)
    const next = await refresh(pair.refresh_token)
    await control('end-tokens', { shop: domain })
    expect(await statusOf(next.access_token)).toBe(401)
    const grant = { grant_type: 'refresh_token', refresh_token: next.refresh_token }
    expect((await askToken(grant)).status).toBe(401)
  })

  test('change the scopes of tokens that were given out', async () => {
    const { access_token: accessToken } = await install()
    await control('scopes', { shop: domain, scopes: ['read_products'] })
    const headers = { 'x-shopify-access-token': accessToken }
    const query = '{ currentAppInstallation { accessScopes { handle } } }'
    expect(await (await graphql({ query }, { headers })).json()).toMatchObject({
      data: { currentAppInstallation: { accessScopes: [{ handle: 'read_products' }] } },
    })
  })

  test('rotate the secret: both count, the older one signs until it is revoked', async () => {
    const added = (await (await control('app', { addSecret: true })).json()) as Described['app']
    const [old, next] = added.clientSecrets
    const code = (await decide('install')).get('code') ?? ''
    expect((await askToken({ code, client_secret: next ?? '' })).status).toBe(200)
    const revoked = (await (
      await control('app', { revokeOldSecret: true })
    ).json()) as Described['app']
    expect(revoked.clientSecrets).toEqual([next])
    const later = (await decide('install')).get('code') ?? ''
    expect((await askToken({ code: later, client_secret: old ?? '' })).status).toBe(400)
    app.clientSecrets = revoked.clientSecrets
  })

  test('refuse what they cannot read, with a sentence', async () => {
    for (const [path, body] of [
      ['app', { appUrl: 'nowhere' }],
      ['consent', { shop: domain, cancelLeadsTo: 'nowhere' }],
      ['lifetimes', { shop: domain, accessTokenSeconds: 0 }],
      ['end-tokens', { shop: domain, kinds: ['all'] }],
      ['scopes', { shop: domain, scopes: 'read_orders' }],
      ['uninstall', { shop: 'nobody' }],
    ] as const) {
      const response = await control(path, body)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ errors: expect.stringMatching(/\.$/) })
    }
  })
})

// Last: the shop’s first token does not come back.
test('uninstalling ends every token of the app, the first one too', async () => {
  const { access_token: accessToken } = await install()
  expect(await statusOf(token)).toBe(401)
  expect((await control('uninstall', { shop: domain })).status).toBe(200)
  expect(await statusOf(accessToken)).toBe(401)
  expect((await control('uninstall', { shop: domain })).status).toBe(400)
  const [described] = (await describeState()).shops
  expect(described).toMatchObject({ installation: null, tokens: [] })
})
