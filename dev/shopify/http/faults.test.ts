import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, graphql, control } = await startTestShopify()

afterAll(() => shopify.stop())

afterEach(async () => {
  await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
})

const NAME = { query: '{ shop { name } }' }

describe('a fault', () => {
  const set = (...rules: unknown[]) => control('faults', { shop: shop.shop.domain, rules })
  const statuses = async (count: number) => {
    const seen: number[] = []
    for (let index = 0; index < count; index++) seen.push((await graphql(NAME)).status)
    return seen
  }

  test('answers with a status and Retry-After, as often as it was told', async () => {
    await set({ kind: 'status', status: 429, retryAfter: 2, times: 1 })
    const response = await graphql(NAME)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('2')
    expect((await graphql(NAME)).status).toBe(200)
  })

  test('comes every n-th time, for its shop only', async () => {
    await set({ kind: 'status', status: 503, every: 3 })
    expect(await statuses(6)).toEqual([200, 200, 503, 200, 200, 503])
    const other = [...shopify.world.shops.values()][1]
    const response = await graphql(NAME, {
      path: `/${other?.shop.domain ?? ''}/admin/api/2026-10/graphql.json`,
      headers: { 'x-shopify-access-token': [...(other?.accessTokens.keys() ?? [])][0] ?? '' },
    })
    expect(response.status).toBe(200)
  })

  test('comes by chance, the same for the same seed', async () => {
    const draw = async () => {
      await fetch(`${shopify.control}/_control/faults`, { method: 'DELETE' })
      await control('faults', { rules: [{ kind: 'status', probability: 0.5 }], seed: 9 })
      return statuses(12)
    }
    const first = await draw()
    expect(new Set(first)).toEqual(new Set([200, 503]))
    expect(await draw()).toEqual(first)
  })

  test('throttles as Shopify does', async () => {
    await set({ kind: 'throttle', times: 1 })
    const response = await graphql(NAME)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost: { actualQueryCost: null, throttleStatus: { currentlyAvailable: 0 } } },
    })
  })

  test('fails inside GraphQL', async () => {
    await set({ kind: 'graphql-error', times: 1 })
    expect(await (await graphql(NAME)).json()).toEqual({
      data: null,
      errors: [{ message: 'Something went wrong', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
  })

  test('breaks the connection in the middle of an answer', async () => {
    await set({ kind: 'cut', times: 1 })
    const response = await graphql(NAME)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
    expect((await graphql(NAME)).status).toBe(200)
  })

  test('makes an answer wait and still gives it', async () => {
    await set({ kind: 'slow', ms: 5, times: 1 })
    expect(await (await graphql(NAME)).json()).toMatchObject({ data: { shop: expect.anything() } })
  })

  test('is refused when it is none', async () => {
    for (const body of [
      { rules: [{ kind: 'nope' }] },
      { rules: 1 },
      { shop: 'nobody', rules: [] },
    ]) {
      expect((await control('faults', body)).status).toBe(400)
    }
    expect((await control('faults', { rules: [{ kind: 'slow', ms: 'long' }] })).status).toBe(400)
  })
})
