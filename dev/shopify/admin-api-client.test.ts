import { createAdminApiClient } from '@shopify/admin-api-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startShopify } from './index.ts'
import type { RunningShopify } from './index.ts'
import type { ShopState } from './world/model.ts'

let shopify: RunningShopify

beforeAll(async () => {
  shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 5,
    scale: 0.01,
    traffic: false,
    anchor: new Date('2026-11-01T00:00:00Z'),
  })
})

afterAll(() => shopify.stop())

const ORDERS = `query Orders($after: String) {
  orders(first: 40, after: $after, sortKey: UPDATED_AT) {
    nodes { id name currentTotalPriceSet { shopMoney { amount currencyCode } } }
    pageInfo { hasNextPage endCursor }
  }
}`

function createClient({ shop, accessTokens }: ShopState) {
  const [accessToken = ''] = accessTokens.keys()
  return createAdminApiClient({
    storeDomain: shop.domain,
    apiVersion: '2026-10',
    accessToken,
    customFetchApi: (url, init) => fetch(url.replace('https://', `${shopify.control}/`), init),
  })
}

async function readPage(
  client: ReturnType<typeof createClient>,
  after: string | null,
): Promise<OrdersPage['orders']> {
  const { data, errors } = await client.request<OrdersPage>(ORDERS, { variables: { after } })
  expect(errors).toBeUndefined()
  if (data === undefined) throw new Error('The client read nothing')
  return data.orders
}

test('Shopify’s own client reads the orders of every shop to the end', async () => {
  for (const state of shopify.world.shops.values()) {
    const client = createClient(state)
    const seen = new Set<string>()
    let page = await readPage(client, null)
    for (;;) {
      for (const { id } of page.nodes) seen.add(id)
      if (!page.pageInfo.hasNextPage) break
      page = await readPage(client, page.pageInfo.endCursor)
    }
    expect(seen.size).toBe(state.orders.size)
  }
})

interface OrdersPage {
  orders: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}

test('Shopify’s own client understands the errors', async () => {
  for (const state of shopify.world.shops.values()) {
    const { errors } = await createClient(state).request('{ shop { nope } }')
    expect(errors?.graphQLErrors).toMatchObject([
      { message: "Field 'nope' doesn't exist on type 'Shop'" },
    ])
  }
})
