import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startShopify } from '../index.ts'
import type { RunningShopify } from '../index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-partners-'))
const domain = 'fjord-outfitters.myshopify.com'
let running: RunningShopify | undefined

afterAll(async () => {
  await running?.stop()
  rmSync(dataDir, { recursive: true })
})

async function start(seed: number, appUrl?: string): Promise<RunningShopify> {
  await running?.stop()
  running = await startShopify({
    dataDir,
    port: 0,
    seed,
    scale: 0.02,
    shops: [domain],
    traffic: false,
    ...(appUrl !== undefined && { appUrl }),
  })
  return running
}

async function control(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${running?.control}/_control/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return response.json()
}

async function consent({ control: base, app }: RunningShopify): Promise<string> {
  const query = new URLSearchParams({
    client_id: app.clientId,
    scope: 'read_orders',
    redirect_uri: app.redirectUrls[0] ?? '',
    state: 's',
  })
  const response = await fetch(`${base}/${domain}/admin/oauth/authorize?${query.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'install' }),
    redirect: 'manual',
  })
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

async function askToken({ control: base, app }: RunningShopify, fields: object): Promise<unknown> {
  const { clientId, clientSecrets } = app
  const response = await fetch(`${base}/${domain}/admin/oauth/access_token`, {
    method: 'POST',
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecrets[0], ...fields }),
  })
  expect(response.status).toBe(200)
  return response.json()
}

async function ask({ control: base }: RunningShopify, token: string, query: string) {
  const response = await fetch(`${base}/${domain}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'x-shopify-access-token': token },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as object
}

test('the app, its installation, tokens and subscriptions outlive the process', async () => {
  const first = await start(5, 'http://127.0.0.1:3999')
  const code = await consent(first)
  const pair = (await askToken(first, { code, expiring: 1 })) as Record<string, string>
  const accessToken = pair['access_token'] ?? ''
  const create = `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: {
    uri: "http://127.0.0.1:1/hooks" }) { userErrors { message } } }`
  await ask(first, accessToken, create)
  await control('app', { addSecret: true })
  const { clientSecrets } = first.app

  const second = await start(6)
  expect(second.app).toMatchObject({ clientSecrets, appUrl: 'http://127.0.0.1:3999' })
  const list = '{ webhookSubscriptions(first: 5) { nodes { topic } } }'
  expect(await ask(second, accessToken, list)).toMatchObject({
    data: { webhookSubscriptions: { nodes: [{ topic: 'ORDERS_CREATE' }] } },
  })
  const refreshed = (await askToken(second, {
    grant_type: 'refresh_token',
    refresh_token: pair['refresh_token'],
  })) as Record<string, string>
  expect(refreshed['access_token']).not.toBe(accessToken)

  await control('order', { shop: domain, total: '199.00' })
  const response = await fetch(`${second.control}/_control/webhooks`)
  expect(await response.json()).toMatchObject({
    deliveries: [{ topic: 'orders/create', shop: domain }],
  })
})

test('the installable shop has no token and no installation at first', async () => {
  const world = await startShopify({
    dataDir: null,
    port: 0,
    seed: 1,
    scale: 0.02,
    shops: [domain],
    traffic: false,
  })
  const [described] = (
    (await (await fetch(`${world.control}/_control/state`)).json()) as { shops: object[] }
  ).shops
  expect(described).toMatchObject({ tokens: [], installation: null, currencyCode: 'NOK' })
  await world.stop()
})
