import { startShopify } from '../index.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

/** A small stand-in in memory, and what tests ask of its first shop over HTTP. */
export async function startTestShopify() {
  const shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 3,
    scale: 0.01,
    traffic: false,
    anchor: new Date('2026-11-01T00:00:00Z'),
  })
  const [shop] = shopify.world.shops.values()
  const [token] = shop?.accessTokens.keys() ?? []
  if (shop === undefined || token === undefined) throw new Error('The world has no shop or token')

  const graphql = (
    body: unknown,
    { headers = {}, path = `/${shop.shop.domain}/admin/api/2026-10/graphql.json` } = {},
  ): Promise<Response> =>
    fetch(shopify.control + path, {
      method: 'POST',
      headers: { ...JSON_TYPE, 'x-shopify-access-token': token, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  const control = (path: string, body: unknown): Promise<Response> =>
    fetch(`${shopify.control}/_control/${path}`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(body),
    })

  return { shopify, shop, token, graphql, control }
}
