const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Why an address cannot be subscribed, in Shopify's words; null where it can. Plain http, which
 * Shopify refuses, is taken on this machine, where apps under development live.
 */
export function checkUri(uri: string): string | null {
  if (uri === '') return "Address can't be blank"
  if (!URL.canParse(uri)) return 'Address is invalid'
  const { protocol, hostname } = new URL(uri)
  if (protocol !== 'http:' && protocol !== 'https:') {
    return `Address protocol ${protocol}// is not supported`
  }
  if (protocol === 'http:' && !LOOPBACK.has(hostname)) {
    return 'Address protocol http:// is not supported'
  }
  if (/(^|\.)(shopify\.com|myshopify\.com)$/.test(hostname)) {
    return 'Address cannot be a Shopify or an internal domain'
  }
  return null
}
