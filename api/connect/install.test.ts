import { createHmac, randomBytes } from 'node:crypto'
import { findConnectionRequest, hasUsers, loadRequestSecret } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, createTestAccount, createTestServer, signIn } from '../testing/test-server.ts'
import type { TestServer } from '../testing/test-server.ts'

const keyring = readKeyring(`k1:${randomBytes(32).toString('base64')}`)
const [oldSecret, newSecret] = ['shpss_old', 'shpss_new']
const shop = 'harbor-goods.myshopify.com'
let server: TestServer

beforeAll(async () => {
  server = await createTestServer({
    config: {
      keyring,
      appUrl: 'https://tidemark.example',
      shopifyApp: { clientId: 'client', clientSecrets: [oldSecret, newSecret] },
      setupCode: 'the code that was printed',
    },
  })
})
afterAll(() => server.close())

type Cookies = { cookie?: string }

async function begin(domain: string = shop, headers: Cookies = {}) {
  const { app } = server
  const url = `/api/shopify/install?shop=${encodeURIComponent(domain)}`
  const answer = await app.inject({ method: 'GET', url, headers })
  const [cookie] = answer.cookies
  const to = new URL(String(answer.headers.location), 'https://tidemark.example')
  return {
    to,
    state: to.searchParams.get('state') ?? '',
    cookie: cookie ? `${cookie.name}=${cookie.value}` : (headers.cookie ?? ''),
  }
}

/** What Shopify would send the browser back with. */
function sign(parameters: Record<string, string>, secret = oldSecret): string {
  const all = { shop, timestamp: String(Math.floor(Date.now() / 1000)), ...parameters }
  const sorted = new URLSearchParams(all)
  sorted.sort()
  sorted.append('hmac', createHmac('sha256', secret).update(sorted.toString()).digest('hex'))
  return sorted.toString()
}

async function comeBack(query: string, headers: Cookies) {
  const url = `/api/shopify/callback?${query}`
  const answer = await server.app.inject({ method: 'GET', url, headers })
  const location = String(answer.headers.location)
  const id = /^\/connect\/([0-9a-f-]{36})$/.exec(location)?.[1] ?? ''
  return { location, id, status: answer.statusCode }
}

test('the first account is made once, by whoever knows the code', async () => {
  const { app, db } = server
  const ask = (code: string) =>
    app.inject({
      method: 'POST',
      url: '/api/setup',
      payload: { code, email: 'owner@example.com', password: PASSWORD },
    })
  expect((await app.inject('/api/setup')).json()).toEqual({ open: true })
  expect((await ask('guessed')).statusCode).toBe(403)
  expect(await hasUsers(db)).toBe(false)
  const made = await ask('the code that was printed')
  expect(made.statusCode).toBe(200)
  expect(made.cookies).toHaveLength(1)
  expect((await ask('the code that was printed')).statusCode).toBe(409)
  expect((await app.inject('/api/setup')).json()).toEqual({ open: false })
})

test('install leads to the shop’s own consent page, with a state that only this browser has', async () => {
  const { to, cookie } = await begin()
  expect(to.origin + to.pathname).toBe(`https://${shop}/admin/oauth/authorize`)
  expect(to.searchParams.get('client_id')).toBe('client')
  expect(to.searchParams.get('redirect_uri')).toBe('https://tidemark.example/api/shopify/callback')
  expect(to.searchParams.get('scope')?.split(',')).toContain('read_all_orders')
  expect(to.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
  expect(cookie).toMatch(/^tidemark_connect=/)
})

test.each([
  ['evil.example', 'shop'],
  ['harbor-goods.myshopify.com.evil.example', 'shop'],
  ['evil.example/harbor-goods.myshopify.com', 'shop'],
  ['harbor_goods.myshopify.com', 'shop'],
  ['', 'shop'],
])('%j is no shop, and nobody is sent there', async (domain, problem) => {
  const { to } = await begin(domain)
  expect(to.href).toBe(`https://tidemark.example/connect?problem=${problem}`)
})

test('a callback that Shopify signed hands the code on, encrypted, once', async () => {
  const { db } = server
  const { state, cookie } = await begin()
  const query = sign({ code: 'code-1', state, host: 'aGFyYm9y' })
  const { id } = await comeBack(query, { cookie })
  // There is no Temporal here, so the request has been ended; its secret is gone with it.
  expect(await findConnectionRequest(db, id)).toMatchObject({ shopDomain: shop, status: 'failed' })
  expect(await loadRequestSecret(db, keyring, id)).toBeNull()
  expect((await comeBack(query, { cookie })).location).toBe('/connect?problem=callback')
})

test('either of two secrets may have signed', async () => {
  const { state, cookie } = await begin()
  const query = sign({ code: 'code-1', state }, newSecret)
  expect((await comeBack(query, { cookie })).id).not.toBe('')
})

test('what is forged, changed, late, foreign or of another browser is refused and uses up no state', async () => {
  const { state, cookie } = await begin()
  const other = await begin()
  const good = sign({ code: 'code-1', state })
  const late = String(Math.floor(Date.now() / 1000) - 600)
  for (const [query, headers] of [
    [sign({ code: 'code-1', state }, 'another secret'), { cookie }],
    [good.replace('code-1', 'code-2'), { cookie }],
    [`${good}&extra=1`, { cookie }],
    [sign({ code: 'code-1', state, timestamp: late }), { cookie }],
    [sign({ code: 'code-1', state, shop: 'shop.evil.example' }), { cookie }],
    [good.replace(/hmac=\w+/, ''), { cookie }],
    [good, {}],
    [good, { cookie: other.cookie }],
    [sign({ code: 'code-1', state: 'unknown' }), { cookie }],
  ] as const) {
    expect(await comeBack(query, headers)).toMatchObject({ location: '/connect?problem=callback' })
  }
  const repeated = await comeBack(`${good}&code=code-2`, { cookie })
  expect(repeated.id).toBe('')
  expect((await comeBack(good, { cookie })).id).not.toBe('')
})

test('another shop than the one that was asked for is not let in', async () => {
  const { state, cookie } = await begin()
  const { id } = await comeBack(sign({ code: 'c', state, shop: 'other.myshopify.com' }), { cookie })
  expect(await findConnectionRequest(server.db, id)).toMatchObject({
    status: 'failed',
    sentence: expect.stringContaining('not about this installation'),
  })
})

test('a consent that was denied says so, to this browser only', async () => {
  const { app } = server
  const { state, cookie } = await begin()
  const { id } = await comeBack(sign({ error: 'access_denied', state }), { cookie })
  const url = `/api/connect/${id}`
  const shown = await app.inject({ url, headers: { cookie } })
  expect(shown.json()).toMatchObject({ status: 'failed', claimable: false })
  expect(shown.json()).toMatchObject({ sentence: expect.stringContaining('not approved') })
  expect((await app.inject({ url })).statusCode).toBe(404)
  expect((await app.inject({ url, headers: { cookie: (await begin()).cookie } })).statusCode).toBe(
    404,
  )
})

test('two tabs of one browser each come to their end', async () => {
  const first = await begin()
  const second = await begin('lindenhof-keramik.myshopify.com', { cookie: first.cookie })
  expect(second.cookie).toBe(first.cookie)
  const lindenhof = { shop: 'lindenhof-keramik.myshopify.com' }
  const { id } = await comeBack(sign({ code: 'b', state: second.state, ...lindenhof }), first)
  expect(id).not.toBe('')
  expect((await comeBack(sign({ code: 'a', state: first.state }), first)).id).not.toBe('')
})

test('credentials are taken from signed-in people only, and a wrong address is told at its field', async () => {
  const { app, db } = server
  const access = { kind: 'admin_token', accessToken: 'shpat_1' }
  const ask = (payload: object, headers: Cookies = {}) =>
    app.inject({ method: 'POST', url: '/api/connect', payload, headers })
  expect((await ask({ shop, access })).statusCode).toBe(401)
  const account = await createTestAccount(db, 'connects@example.com', [])
  const headers = await signIn(app, account)
  const wrong = await ask({ shop: 'harbor-goods.example', access }, headers)
  expect(wrong.statusCode).toBe(400)
  expect(wrong.json()).toMatchObject({ errors: [{ in: 'body', field: 'shop' }] })
  const empty = await ask({ shop, access: { ...access, accessToken: ' ' } }, headers)
  expect(empty.json()).toMatchObject({ detail: 'access.accessToken: Enter the access token.' })
  expect((await ask({ shop, access }, headers)).statusCode).toBe(202)
})

test('one address begins so many installs at once, and another is not held up by it', async () => {
  const ask = (remoteAddress: string) =>
    server.app.inject({ url: `/api/shopify/install?shop=${shop}`, remoteAddress })
  for (let n = 0; n < 30; n += 1) expect((await ask('192.0.2.1')).statusCode).toBe(302)
  const refused = await ask('192.0.2.1')
  expect(refused.statusCode).toBe(429)
  expect(refused.json()).toMatchObject({ type: 'urn:tidemark:problem:too-many-tries' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask('192.0.2.2')).statusCode).toBe(302)
})
