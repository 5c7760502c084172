import '@shopify/shopify-api/adapters/node'
import { ApiVersion, shopifyApi } from '@shopify/shopify-api'
import { isShopDomain, type ShopifyApp } from '@tidemark/worker/contract'

type Query = Record<string, string>

/**
 * Whether Shopify signed a query, a moment ago, with one of the app's secrets: an HMAC over all other
 * parameters, sorted, compared in constant time. The library's work, as is the check of the shop; ours
 * is the stricter of the two.
 */
export function createQueryCheck({ clientId, clientSecrets }: ShopifyApp) {
  const apis = clientSecrets.map((apiSecretKey) =>
    shopifyApi({
      apiKey: clientId,
      apiSecretKey,
      hostName: 'tidemark.invalid',
      // Nothing is asked through it.
      apiVersion: ApiVersion.July26,
      isEmbeddedApp: false,
      logger: { log: () => undefined },
    }),
  )
  return async (query: Query): Promise<boolean> => {
    const shop = query['shop'] ?? ''
    let isSigned = false
    for (const { utils } of apis) {
      try {
        const isGood = utils.sanitizeShop(shop) !== null && (await utils.validateHmac(query))
        isSigned ||= isGood
      } catch {
        // No signature, no time, or a time that has passed.
      }
    }
    return isSigned && isShopDomain(shop)
  }
}
