import { ShopifyNetworkError, ShopifyServerError } from './errors.ts'
import { LONG_WAIT_MS } from './shop-budget.ts'
import type { ShopClient } from './shop-client.ts'

/** A client that asks again after a passing fault, so that one lost packet costs no whole page. */
export function patiently(client: ShopClient): ShopClient {
  return {
    ...client,
    async request(query, caller) {
      for (let tries = 0; ; tries += 1) {
        try {
          return await client.request(query, caller)
        } catch (error) {
          const pause = pausesAfter(error)[tries]
          if (pause === undefined) throw error
          await caller.pause(pause)
        }
      }
    },
  }
}

/** What was asked took longer than the ten seconds that Shopify gives a query. */
const TIMED_OUT = new Set([408, 504])
/** Shopify is overloaded or being mended: coming back at once makes it worse. */
const UNAVAILABLE = new Set([503, 520, 521, 522, 523, 529, 530, 540])

/**
 * Pauses before each further try, ms; after the last one the error is the caller's. A query that
 * timed out is asked only once more, for a smaller page helps sooner than the same one.
 */
function pausesAfter(error: unknown): readonly number[] {
  if (error instanceof ShopifyNetworkError) return [250, 1000]
  if (!(error instanceof ShopifyServerError)) return []
  const told = error.retryAfterMs
  if (told !== null) return told > LONG_WAIT_MS ? [] : [told, told]
  if (TIMED_OUT.has(error.status)) return [1000]
  return UNAVAILABLE.has(error.status) ? [1000, 4000] : [250, 1000]
}
