import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EIGHT_AT_ONCE, startTestApp } from './test-app.ts'
import type { Received } from './test-app.ts'

const { shopify, shop, app, subscribe, control, readLog, settle, stop } = await startTestApp()
const { domain } = shop.shop

afterAll(stop)

beforeEach(async () => {
  await subscribe('PRODUCTS_UPDATE')
  await subscribe('SHOP_UPDATE')
})
afterEach(async () => {
  app.answerWith(() => 200)
  await control('webhooks', { hold: false, retrySeconds: EIGHT_AT_ONCE, flush: true })
  await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
  await app.take()
})

let renamed = 0
const rename = () => control('shop', { shop: domain, name: `Harbor ${++renamed}` })
const fault = (...rules: object[]) => control('faults', { rules })
const idOf = ({ headers }: Received) => headers['x-shopify-webhook-id']

async function isSubscribed(): Promise<boolean> {
  return (await readLog()).subscriptions.some(({ topic }) => topic === 'SHOP_UPDATE')
}

describe('a delivery that fails', () => {
  test('is tried eight more times with the same ids and bytes; then its subscription is removed', async () => {
    app.answerWith(() => 500)
    await rename()
    const received = await app.take()
    expect(received).toHaveLength(9)
    expect(new Set(received.map(idOf)).size).toBe(1)
    expect(new Set(received.map(({ raw }) => raw.toString())).size).toBe(1)
    const log = await readLog('?topic=shop/update')
    expect(log.deliveries.at(-1)).toMatchObject({ state: 'failed', lastStatus: 500 })
    expect(log.deliveries.at(-1)?.attempts).toHaveLength(9)
    expect(await isSubscribed()).toBe(false)
  })

  test('waits four hours in all by Shopify’s schedule, in the world’s time', async () => {
    await control('webhooks', { retrySeconds: null })
    app.answerWith(() => 503)
    await rename()
    while ((await readLog()).deliveries.at(-1)?.lastStatus !== 503) await nextTurn()
    await control('clock', { advanceSeconds: 3 * 3600 })
    while (((await readLog()).deliveries.at(-1)?.attempts.length ?? 0) < 2) await nextTurn()
    app.answerWith(() => 200)
    await control('clock', { advanceSeconds: 3600 })
    const log = await settle()
    expect(log.deliveries.at(-1)).toMatchObject({ state: 'delivered', lastStatus: 200 })
    expect(await isSubscribed()).toBe(true)
  })

  test('is over once a retry succeeds', async () => {
    let failures = 3
    app.answerWith(() => (failures-- > 0 ? 500 : 204))
    await rename()
    expect(await app.take()).toHaveLength(4)
    expect(await isSubscribed()).toBe(true)
  })

  test('fails by a redirect, and by no answer within five seconds', async () => {
    await control('webhooks', { retrySeconds: [] })
    app.answerWith(() => 302)
    await rename()
    expect((await settle()).deliveries.at(-1)).toMatchObject({ state: 'failed', lastStatus: 302 })
    await subscribe('SHOP_UPDATE')
    app.answerWith(() => 0)
    await rename()
    expect((await settle()).deliveries.at(-1)).toMatchObject({
      state: 'failed',
      lastStatus: null,
      attempts: [{ error: expect.stringContaining('5000 ms') }],
    })
  })

  test('leaves the app’s own topics as they are, whatever they tell', async () => {
    const topics = ['customers/data_request', 'customers/redact', 'shop/redact']
    await control('app', { webhookTopics: [...topics, 'orders/create'] })
    app.answerWith(() => 500)
    await control('webhooks', { retrySeconds: [0] })
    for (let time = 0; time < 2; time++) {
      await control('compliance', { shop: domain, topic: 'shop/redact' })
      await control('order', { shop: domain, total: '5.00' })
      expect((await app.take()).map(({ topic }) => topic).toSorted()).toEqual(
        ['orders/create', 'orders/create', 'shop/redact', 'shop/redact'].toSorted(),
      )
    }
    await control('app', { webhookTopics: topics })
  })
})

describe('a fault', () => {
  test('drops', async () => {
    await fault({ kind: 'webhook-drop', operation: 'shop/', times: 1 })
    await rename()
    await rename()
    expect(await app.take()).toHaveLength(1)
    expect((await readLog()).deliveries.slice(-2).map(({ state }) => state)).toEqual([
      'dropped',
      'delivered',
    ])
  })

  test('duplicates, with the same ids', async () => {
    await fault({ kind: 'webhook-duplicate', copies: 3 })
    await rename()
    const received = await app.take()
    expect(received).toHaveLength(3)
    expect(new Set(received.map(idOf)).size).toBe(1)
  })

  test('lets deliveries overtake each other', async () => {
    // An hour is much longer than it takes to bring them about; then they are let go at once.
    await fault({ kind: 'webhook-disorder', ms: 3_600_000 })
    for (let i = 0; i < 12; i++) await rename()
    await control('webhooks', { flush: true })
    const order = (await app.take()).map(({ body }) => String(body['name']))
    const sent = order.toSorted((a, b) => Number(a.split(' ')[1]) - Number(b.split(' ')[1]))
    expect(order).toHaveLength(12)
    expect(order).not.toEqual(sent)
  })

  test('signs with no secret, with the newest and with a revoked one', async () => {
    const sign = (secret = '', raw: Buffer) =>
      createHmac('sha256', secret).update(raw).digest('base64')
    const signed = async (use: string | null) => {
      await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
      if (use !== null) await fault({ kind: 'webhook-signature', use })
      await rename()
      const [one] = await app.take()
      if (one === undefined) throw new Error('Nothing came')
      return { hmac: one.headers['x-shopify-hmac-sha256'], raw: one.raw }
    }
    const [old = ''] = shopify.app.clientSecrets
    await control('app', { addSecret: true })
    const newest = shopify.app.clientSecrets[1]
    const plain = await signed(null)
    expect(plain.hmac).toBe(sign(old, plain.raw))
    const byNewest = await signed('newest')
    expect(byNewest.hmac).toBe(sign(newest, byNewest.raw))
    await control('app', { revokeOldSecret: true })
    const byRevoked = await signed('revoked')
    expect(byRevoked.hmac).toBe(sign(old, byRevoked.raw))
    const wrong = await signed('wrong')
    expect([sign(old, wrong.raw), sign(newest, wrong.raw)]).not.toContain(wrong.hmac)
  })

  test('slows the body down without changing it', async () => {
    await fault({ kind: 'webhook-slow', ms: 50 })
    await rename()
    const [one] = await app.take()
    expect(one?.body['name']).toBe(`Harbor ${renamed}`)
  })

  test('holds everything back for one burst', async () => {
    await control('webhooks', { hold: true })
    for (let i = 0; i < 30; i++) await rename()
    expect(app.received).toEqual([])
    expect((await readLog()).pending).toBe(30)
    await control('webhooks', { hold: false })
    expect(await app.take()).toHaveLength(30)
  })
})

test('a delivery can be sent again, as often as wanted', async () => {
  await rename()
  await app.take()
  const sequence = (await readLog()).deliveries.at(-1)?.sequence
  expect((await control('redeliver', { sequence, times: 10 })).status).toBe(200)
  const received = await app.take()
  expect(received).toHaveLength(10)
  expect(new Set(received.map(idOf)).size).toBe(1)
  expect((await control('redeliver', { sequence: -1 })).status).toBe(400)
})

test('topics of customers’ data cannot be subscribed by an app that was not approved', async () => {
  await control('data-access', { shop: domain, level: 'none' })
  expect((await subscribe('ORDERS_CREATE')).userErrors).toMatchObject([
    {
      field: ['webhookSubscription'],
      message: expect.stringContaining('not approved to subscribe to webhook topics'),
    },
  ])
  await control('data-access', { shop: domain, level: 'level2' })
})

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}
