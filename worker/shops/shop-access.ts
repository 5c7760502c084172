import { isShopDomain } from '../shopify/origin.ts'
import { ShopError } from './shop-error.ts'

/** How a shop lets us in: a permanent token, or an app of the merchant's own organisation. */
export type OwnAccess =
  | { kind: 'admin_token'; accessToken: string }
  | { kind: 'client_credentials'; clientId: string; clientSecret: string }

/** Either a token, or an id and a secret; nothing else. */
export function toAccess(given: {
  token?: string | undefined
  clientId?: string | undefined
  clientSecret?: string | undefined
}): OwnAccess {
  const { token, clientId, clientSecret } = given
  if (token && !clientId && !clientSecret) return { kind: 'admin_token', accessToken: token }
  if (!token && clientId && clientSecret) {
    return { kind: 'client_credentials', clientId, clientSecret }
  }
  throw new ShopError('Give either --token, or both --client-id and --client-secret.')
}

/** The shop's domain in lower case; only `….myshopify.com` may ever be sent a token. */
export function toShopDomain(given: string | undefined): string {
  if (!given) throw new ShopError('Give the shop with --domain, such as my-shop.myshopify.com.')
  if (!isShopDomain(given)) {
    throw new ShopError(
      `${JSON.stringify(given)} is no shop's domain: it must end in .myshopify.com.`,
    )
  }
  return given.toLowerCase()
}
