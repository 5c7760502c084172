import { afterAll, describe, expect, test } from 'vitest'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, token, graphql, control } = await startTestShopify()
const { domain } = shop.shop

afterAll(() => shopify.stop())

describe('the index page', () => {
  test('places an order in a shop', async () => {
    const before = shop.orders.size
    const answer = await fetch(`${shopify.control}/shops/${domain}/order`, {
      method: 'POST',
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect(
      [...shop.orders.values()].slice(before).map(({ totals }) => totals.totalPrice.shop),
    ).toEqual([4900])
  })

  // Last: the shop has not installed the app any more.
  test('uninstalls and installs, by way of the app with a signed address', async () => {
    const page = async () => (await fetch(shopify.control)).text()
    expect(await page()).toContain('Uninstall Tidemark')
    const gone = await fetch(`${shopify.control}/shops/${domain}/uninstall`, {
      method: 'POST',
      redirect: 'manual',
    })
    expect(gone.status).toBe(303)
    const headers = { 'x-shopify-access-token': token }
    expect((await graphql({ query: '{ shop { name } }' }, { headers })).status).toBe(401)
    expect(await page()).toContain('The app has no address yet')
    await control('app', { appUrl: 'http://127.0.0.1:3999' })
    expect(await page()).toContain(`href="/shops/${domain}/install"`)
    const install = await fetch(`${shopify.control}/shops/${domain}/install`, {
      redirect: 'manual',
    })
    const location = new URL(install.headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe('http://127.0.0.1:3999/api/shopify/install')
    expect([...location.searchParams.keys()].toSorted()).toEqual(
      ['hmac', 'host', 'shop', 'timestamp'].toSorted(),
    )
  })
})
