/** `{shop}` stands for the full myshopify domain; it may be missing, then one host is every shop. */
export const DEFAULT_ORIGIN = 'https://{shop}'

/** Anchored on purpose: a looser pattern would let a stranger's host receive a token. */
const SHOP_DOMAIN = /^[a-zA-Z0-9][a-zA-Z0-9-]*\.myshopify\.com$/

export const isShopDomain = (text: string): boolean => SHOP_DOMAIN.test(text)

/** Base of all requests for a shop, without a slash at its end. */
export function shopOrigin(template: string, shopDomain: string): string {
  return template.replaceAll('{shop}', shopDomain).replace(/\/+$/, '')
}

/**
 * Checks a `SHOPIFY_ORIGIN` template. Plain http is for the stand-in alone: in production a token
 * would travel in clear.
 */
export function validateOrigin(template: string, production: boolean): string {
  const url = URL.parse(shopOrigin(template, 'example.myshopify.com'))
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('SHOPIFY_ORIGIN must be an http(s) address such as https://{shop}')
  }
  if (production && url.protocol !== 'https:') {
    throw new Error('SHOPIFY_ORIGIN must be https when NODE_ENV is production')
  }
  return template
}

/** `fetch` for the client library, which insists on `https://{shop}` and would drop a path. */
export function createOriginFetch(template: string, shopDomain: string) {
  const usual = `https://${shopDomain}`
  return (url: string, init?: RequestInit): Promise<Response> => {
    if (!url.startsWith(`${usual}/`)) throw new Error('Refused to ask a host that is not the shop.')
    const target = shopOrigin(template, shopDomain) + url.slice(usual.length)
    return fetch(target, { ...init, redirect: 'manual' })
  }
}
