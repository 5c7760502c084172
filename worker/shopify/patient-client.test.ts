import { expect, it } from 'vitest'
import {
  ShopifyNetworkError,
  ShopifyServerError,
  ShopifyThrottledError,
  ShopifyTooExpensiveError,
} from './errors.ts'
import { patiently } from './patient-client.ts'

/** Asks a shop that always fails, and tells the pauses that were taken. */
async function pausesOf(failure: Error): Promise<number[]> {
  const pauses: number[] = []
  const client = patiently({
    shopDomain: 'a.myshopify.com',
    request: () => Promise.reject(failure),
  })
  const pause = (ms: number) => {
    pauses.push(ms)
    return Promise.resolve()
  }
  const asked = client.request(
    { document: '', cost: 1 },
    { signal: new AbortController().signal, pause },
  )
  await expect(asked).rejects.toBe(failure)
  return pauses
}

it.each([
  ['a connection that broke', new ShopifyNetworkError('cut'), [250, 1000]],
  ['502', new ShopifyServerError(502), [250, 1000]],
  ['503', new ShopifyServerError(503), [1000, 4000]],
  ['503 that says when', new ShopifyServerError(503, {}, 7000), [7000, 7000]],
  ['503 that says far later', new ShopifyServerError(503, {}, 120_000), []],
  ['504, for a smaller page helps sooner', new ShopifyServerError(504), [1000]],
  ['520 of the network before Shopify', new ShopifyServerError(520), [1000, 4000]],
  ['a query that costs too much', new ShopifyTooExpensiveError(), []],
  ['a shop that asks for a long pause', new ShopifyThrottledError(90_000), []],
])('asks again after %s', async (_name, failure, pauses) => {
  expect(await pausesOf(failure)).toEqual(pauses)
})
