/** An app at Shopify. Two secrets while one takes the other's place. */
export type ShopifyApp = { clientId: string; clientSecrets: readonly string[] }

/** `SHOPIFY_CLIENT_ID` and `SHOPIFY_CLIENT_SECRET`; undefined where neither is set. */
export function readShopifyApp(env: {
  SHOPIFY_CLIENT_ID?: string | undefined
  SHOPIFY_CLIENT_SECRET?: string | undefined
}): ShopifyApp | undefined {
  const clientId = env.SHOPIFY_CLIENT_ID
  const clientSecrets = (env.SHOPIFY_CLIENT_SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
  if (!clientId && clientSecrets.length === 0) return undefined
  if (!clientId) throw new Error('SHOPIFY_CLIENT_ID is missing, and SHOPIFY_CLIENT_SECRET is set.')
  if (clientSecrets.length === 0) {
    throw new Error('SHOPIFY_CLIENT_SECRET is missing, and SHOPIFY_CLIENT_ID is set.')
  }
  return { clientId, clientSecrets }
}
