import { ShopifyNetworkError, ShopifyServerError } from './errors.ts'
import type { ShopClient } from './shop-client.ts'

/** Pauses between tries; after the last one the error is Temporal's to retry. */
const PAUSES_MS = [250, 1000]

/** A client that asks again after a passing fault, so that one lost packet costs no whole page. */
export function patiently(client: ShopClient): ShopClient {
  return {
    shopDomain: client.shopDomain,
    async request(query, caller) {
      for (const pause of PAUSES_MS) {
        try {
          return await client.request(query, caller)
        } catch (error) {
          if (!isPassing(error)) throw error
          await caller.pause(pause)
        }
      }
      return client.request(query, caller)
    },
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ShopifyNetworkError || error instanceof ShopifyServerError
}
