import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { readWorld, type ShopWorld } from './chaos/check/world.ts'
import { control, fetchTruth, type Truth } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'
import { figuresBy, formatAmount, formatMinor, netOf, soldProducts } from './split-truth.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
const session = await signIn(run, harbor)
let world: ShopWorld
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  world = await readWorld(run, harbor.shopDomain)
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, harbor, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

const usd = (amount: string | number): string => formatAmount(String(amount), 'USD')
const cents = (minor: number): string => formatMinor(minor, 'USD', 2)
const live = () => page.locator('html[data-live]').waitFor({ state: 'attached' })

/** The last sixty days that the shop has sales of, and as many before them. */
async function readPeriods(): Promise<{ from: string; to: string; now: Truth; before: Truth }> {
  const { days } = await fetchTruth(run, harbor.shopDomain)
  const [from, to] = [days.at(-60)?.date, days.at(-1)?.date]
  const [earlierFrom, earlierTo] = [days.at(-120)?.date, days.at(-61)?.date]
  const of = (first: string | undefined, last: string | undefined): Promise<Truth> =>
    fetchTruth(run, harbor.shopDomain, `&from=${first}&to=${last}`)
  if (!from || !to) throw new Error('The shop has no days')
  return { from, to, now: await of(from, to), before: await of(earlierFrom, earlierTo) }
}

const way = [
  'grossSales',
  'discounts',
  'returns',
  'netSales',
  'shipping',
  'duties',
  'fees',
  'taxes',
  'totalRevenue',
  'tips',
  'giftCards',
]

test('the way from gross to total is that of the truth, in both views of returns and beside the period before', async () => {
  const { from, to, now, before } = await readPeriods()
  const shown = () =>
    Promise.all(way.map((field) => page.getByTestId(`sales-${field}`).textContent()))
  await page.goto(`${run.url}/sales?from=${from}&to=${to}`)
  await live()
  expect(await shown()).toEqual(way.map((field) => usd(now.stats[field] ?? '')))
  const total = page.getByRole('row', { name: /^Total revenue/ })
  expect(await total.textContent()).toContain(usd(before.stats['totalRevenue'] ?? ''))

  await page.getByTestId('view-options').click()
  await page.getByRole('link', { name: /On the day of their order/ }).click()
  await page.waitForURL(/reversals=order/)
  await expect.poll(shown).toEqual(way.map((field) => usd(now.statsByOrder[field] ?? '')))
})

test('the waterfall is read step by step with the keyboard', async () => {
  const { from, to, now, before } = await readPeriods()
  await page.goto(`${run.url}/sales?from=${from}&to=${to}`)
  await live()
  const slider = page.getByRole('slider', { name: 'Read the way from gross to total' })
  const words = () => slider.getAttribute('aria-valuetext')
  await slider.focus()
  await page.keyboard.press('End')
  expect(await words()).toContain(`Total revenue ${usd(now.stats['totalRevenue'] ?? '')}`)
  expect(await words()).toContain(`period before ${usd(before.stats['totalRevenue'] ?? '')}`)
  await page.keyboard.press('ArrowUp')
  expect(await words()).toContain(`Taxes ${usd(now.stats['taxes'] ?? '')}`)
  await page.keyboard.press('Home')
  expect(await words()).toContain(`Gross sales ${usd(now.stats['grossSales'] ?? '')}`)
})

const splitRows = () => page.getByTestId('split-row')

test('a split has a row for each value, and a row leads to its own figures', async () => {
  const channels = figuresBy(world, ({ sourceName }) => sourceName)
  await page.goto(`${run.url}/sales?range=all&by=channel`)
  const expected = [...channels]
    .toSorted(([, a], [, b]) => b.totalSales - a.totalSales)
    .map(([, { totalSales, orders }]) => [cents(totalSales), orders.toLocaleString('en-US')])
  const shown = async () =>
    Promise.all(
      (await splitRows().all()).map(async (row) => {
        const cells = (await row.locator('td').allTextContents()).map((text) => text.trim())
        return [cells[0], cells[2]]
      }),
    )
  await expect.poll(shown).toEqual(expected)

  await splitRows().getByRole('link', { name: 'Point of sale' }).click()
  await page.waitForURL(/channel=pos/)
  const pos = channels.get('pos')
  if (!pos) throw new Error('Nothing was sold at the till')
  const revenue = page.getByTestId('sales-totalRevenue')
  await expect.poll(() => revenue.textContent()).toBe(cents(pos.totalSales))
  expect(await page.getByTestId('sales-returns').textContent()).toBe(cents(pos.returns))
  await page.getByRole('link', { name: 'Remove the filter Sales channel: pos' }).click()
  const all = await fetchTruth(run, harbor.shopDomain)
  await expect.poll(() => revenue.textContent()).toBe(usd(all.stats['totalRevenue'] ?? ''))
})

test('products add up with what belongs to none of them, and a filter is said not to go with them', async () => {
  await page.goto(`${run.url}/sales?range=all`)
  await live()
  await page.getByRole('navigation', { name: 'Split by' }).getByText('Product').click()
  await page.waitForURL(/by=product/)
  const [best] = soldProducts(world)
  if (!best) throw new Error('No product was sold')
  const row = splitRows().filter({ has: page.locator(`a[href*="/products/${best.id}"]`) })
  await expect.poll(() => row.textContent()).toContain(cents(netOf(best.figures)))
  await splitRows().filter({ hasText: 'Other products' }).waitFor()
  await splitRows().filter({ hasText: 'Shopify ties it to an order' }).waitFor()
  const { stats } = await fetchTruth(run, harbor.shopDomain)
  const sum = page.getByRole('row', { name: /^All together/ })
  expect(await sum.textContent()).toContain(usd(stats['netSales'] ?? ''))

  await page.goto(`${run.url}/sales?range=all&by=product&channel=web`)
  await page.getByText('can’t be combined with the split by product').waitFor()
  await page.getByRole('link', { name: 'Remove the filters' }).click()
  await splitRows().filter({ hasText: 'Other products' }).waitFor()
  expect(page.url()).not.toContain('channel=')
})

test('sales over time are shown whole, in parts and split, and the table behind holds each', async () => {
  const { from, to, now } = await readPeriods()
  await page.goto(`${run.url}/sales?from=${from}&to=${to}&interval=day`)
  await live()
  const ways = page.getByRole('navigation', { name: 'Sales over time as' })
  const region = page.getByRole('region', { name: 'Sales over time, as a table' })
  const sumOf = async (column: string): Promise<bigint> => {
    await page.getByText('Show as table').first().click()
    await region.locator('thead').waitFor()
    const heads = (await region.locator('thead th').allTextContents()).map((text) => text.trim())
    const place = heads.indexOf(column)
    const cells = await region
      .locator('tbody tr')
      .evaluateAll((rows, at) => rows.map((row) => row.children[at]?.textContent ?? ''), place)
    expect([column, cells.length]).toEqual([column, 60])
    return cells.reduce((total, cell) => total + BigInt(cell.replaceAll(/[^\d-]/g, '')), 0n)
  }
  const inCents = (field: string): bigint => BigInt(String(now.stats[field]).replace('.', ''))
  expect(await sumOf('Total sales')).toBe(inCents('totalRevenue'))
  await ways.getByText('Its parts').click()
  await page.waitForURL(/stack=parts/)
  await page.getByText('Shipping, duties and fees', { exact: true }).first().waitFor()
  expect(await sumOf('Taxes')).toBe(inCents('taxes'))
  await ways.getByText('By channel').click()
  await page.waitForURL(/stack=split/)
  await page.locator('li').filter({ hasText: 'Online store' }).waitFor()
  expect(await sumOf('Total sales')).toBe(inCents('totalRevenue'))
})

test('days without a sale, and what cannot be loaded, are said in sentences', async () => {
  await page.goto(`${run.url}/sales?from=2019-01-01&to=2019-01-31`)
  await page.getByText('Nothing was sold on these days.').first().waitFor()
  await page.getByRole('link', { name: 'Show all time' }).click()
  await page.waitForURL(/range=all/)

  await page.goto(`${run.url}/sales?country=Nowhere`)
  const alerts = page.getByRole('alert')
  await alerts.getByText('The breakdown could not be loaded.').waitFor()
  await alerts.getByText('The split could not be loaded.').waitFor()
  expect(await alerts.getByRole('button', { name: 'Try again' }).count()).toBeGreaterThan(1)
})
