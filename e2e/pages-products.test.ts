import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { readWorld, type ShopWorld } from './chaos/check/world.ts'
import { control } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'
import { formatMinor, netOf, soldProducts, type SoldProduct } from './split-truth.ts'

const { run } = inject('system')
const lindenhof = loginOf(run, 'lindenhof')
const session = await signIn(run, lindenhof)
let world: ShopWorld
/** The most sold first. */
let sold: SoldProduct[]
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  world = await readWorld(run, lindenhof.shopDomain)
  sold = soldProducts(world)
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, lindenhof, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

const cents = (minor: number): string => formatMinor(minor, 'EUR', 2)
const count = (units: number): string => units.toLocaleString('en-US')
const live = () => page.locator('html[data-live]').waitFor({ state: 'attached' })
const list = () => page.getByRole('region', { name: 'Products, as a table' }).locator('tbody tr')
const rowOf = ({ id }: { id: string }) =>
  list().filter({ has: page.locator(`a[href*="/products/${id}"]`) })

function best(): SoldProduct {
  const [first] = sold
  if (!first) throw new Error('No product was sold')
  return first
}

/** How often each product that is for sale now was sold, the least often first. */
function unitsForSale(): number[] {
  const units = new Map(sold.map(({ id, unitsSold }) => [id, unitsSold]))
  return [...world.products.values()]
    .filter(({ status }) => status === 'ACTIVE' || status === 'UNLISTED')
    .map(({ id }) => units.get(String(id)) ?? 0)
    .toSorted((a, b) => a - b)
}

/** What a row says, its names left out: sold, gross, returns, returned share, net. */
async function figuresIn(product: SoldProduct): Promise<string[]> {
  const cells = await rowOf(product).locator('td').allTextContents()
  return cells.slice(0, 5).map((text) => text.trim().split(/\s{2,}|\n/)[0] ?? '')
}

test('each product has the units, sales and returns of the truth', async () => {
  await page.goto(`${run.url}/products?range=all`)
  await rowOf(best()).waitFor()
  for (const product of sold.slice(0, 20)) {
    const { figures, unitsSold, unitsReturned } = product
    const share = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })
    const [units, gross, returns, returned, net] = await figuresIn(product)
    expect([product.id, units, gross, returns, returned, net]).toEqual([
      product.id,
      count(unitsSold),
      cents(figures.grossSales),
      cents(figures.returns),
      share.format(unitsReturned / unitsSold),
      cents(netOf(figures)),
    ])
  }
})

test('top movers, slow movers and what was not sold for longest are tabs in the address', async () => {
  await page.goto(`${run.url}/products?range=all`)
  await live()
  const tabs = page.getByRole('navigation', { name: 'Which products' })
  const units = async () =>
    (await list().locator('td:nth-of-type(1)').allTextContents())
      .filter((text) => /\d/.test(text))
      .map((text) => Number(text.replaceAll(',', '')))
  await tabs.getByText('Top movers').click()
  await page.waitForURL(/tab=top/)
  await expect
    .poll(async () => (await units())[0])
    .toBeGreaterThanOrEqual(Math.max(...sold.map(({ unitsSold }) => unitsSold)))
  await tabs.getByText('Slow movers').click()
  await page.waitForURL(/tab=slow/)
  await page.reload()
  await expect.poll(async () => (await units()).slice(0, 10)).toEqual(unitsForSale().slice(0, 10))
  await tabs.getByText('Not sold for longest').click()
  await page.waitForURL(/tab=unsold/)
  await page.getByRole('columnheader', { name: /^Last sold/ }).waitFor()
  const sorted = page.locator('th[aria-sort="ascending"]')
  await expect.poll(() => sorted.textContent()).toContain('Last sold')
})

test('a search and a vendor narrow the list, and an empty one says what to do', async () => {
  const { vendor } = best()
  await page.goto(`${run.url}/products?range=all`)
  await live()
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Vendor').selectOption(vendor)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.waitForURL(/vendor=/)
  const expected = sold.filter((one) => one.vendor === vendor)
  const net = expected.reduce((sum, { figures }) => sum + netOf(figures), 0)
  const total = page.getByTestId('product-net-sales')
  await expect.poll(() => total.textContent()).toContain(cents(net))
  await page.getByRole('link', { name: `Remove the filter Vendor: ${vendor}` }).click()
  await expect.poll(() => page.url()).not.toContain('vendor=')

  await page.getByLabel('Search products').first().fill('no such thing anywhere')
  await page.getByText('Nothing sold on these days matches').waitFor()
  await page.getByRole('link', { name: 'Show all products' }).click()
  await rowOf(best()).waitFor()
})

test('one product has a page with its variants, the way to its sales and to Shopify', async () => {
  const { id, title, figures, unitsSold } = best()
  await page.goto(`${run.url}/products?range=all`)
  await rowOf(best()).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await page.getByTestId('product-net-sales').textContent()).toContain(cents(netOf(figures)))
  expect(await page.getByTestId('product-units-sold').textContent()).toContain(count(unitsSold))
  const variants = [...world.variants.values()].filter((one) => one.productId === Number(id))
  const rows = page.getByTestId('variant-row')
  expect(await rows.count()).toBeGreaterThanOrEqual(variants.length)
  for (const variant of variants.slice(0, 5)) {
    const row = rows.filter({ hasText: variant.title }).first()
    expect(await row.textContent()).toContain(cents(variant.price))
  }
  const admin = page.getByRole('link', { name: 'Open in Shopify' })
  expect(await admin.getAttribute('href')).toBe(
    `https://admin.shopify.com/store/${lindenhof.shopDomain.replace('.myshopify.com', '')}/products/${id}`,
  )
  await page.getByRole('link', { name: 'Sales of this product' }).click()
  await page.waitForURL(new RegExp(`/sales.*product=${id}`))
  await page.getByText(`Product: ${title}`).waitFor()
  const net = page.getByTestId('sales-netSales')
  await expect.poll(() => net.textContent()).toBe(cents(netOf(figures)))
})

test('a product that there is none of is answered as such, within the dashboard', async () => {
  for (const [address, status] of [
    ['/products/1', 404],
    ['/products/lamp', 400],
  ] as const) {
    const answer = await page.goto(`${run.url}${address}`)
    expect([address, answer?.status()]).toEqual([address, status])
    await page.getByRole('heading', { name: 'No such product' }).waitFor()
  }
  await page.getByRole('link', { name: 'Search all products' }).click()
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
})

test('what cannot be loaded says why, and another try brings it', async () => {
  await page.route('**/api/products?*', (route) => route.abort())
  await page.goto(`${run.url}/products?range=all&by=variant`)
  await live()
  await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
  const alert = page.getByRole('alert').filter({ hasText: 'More variants could not be loaded.' })
  await alert.waitFor()
  await page.unroute('**/api/products?*')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^\s*150 of [\d,]+\s+variants/).waitFor()
  expect(await alert.count()).toBe(0)
})

test('a product that was deleted keeps its page, which says so', async () => {
  const last = sold.at(-1)
  if (!last) throw new Error('No product was sold')
  await control(run, 'delete', {
    shop: lindenhof.shopDomain,
    id: `gid://shopify/Product/${last.id}`,
  })
  await syncNow(session)
  await page.goto(`${run.url}/products/${last.id}?range=all`)
  await page.getByRole('heading', { level: 1, name: last.title }).waitFor()
  await page.getByText('This product was deleted in Shopify.').waitFor()
  expect(await page.getByRole('link', { name: 'Open in Shopify' }).count()).toBe(0)
})
