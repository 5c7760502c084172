import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control } from './compare.ts'
import {
  type CustomersTruth,
  membersOf,
  ordersByCustomer,
  readCustomersTruth,
} from './customers-truth.ts'
import { openAnew, rowsOf, shownRows } from './shown-rows.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
const session = await signIn(run, harbor)
let truth: CustomersTruth
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  truth = await readCustomersTruth(run, harbor.shopDomain)
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, harbor, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

const usd = (amount: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(
    amount as Intl.StringNumericLiteral,
  )
const cents = (amount: string): number => Number(amount.replace('.', ''))
const whole = (count: number): string => count.toLocaleString('en-US')

test('the leaderboard is the truth’s, in its order, with lifetime values and orders', async () => {
  await openAnew(page, `${run.url}/customers`)
  await rowsOf(page).first().waitFor()
  const shown = (await shownRows(page)).slice(0, 50)
  const expected = truth.ordering.slice(0, 50)
  expect(shown.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  for (const [at, { totalSpent, ordersCount }] of expected.entries()) {
    const [orders, , , value] = shown[at]?.cells ?? []
    expect([orders, value]).toEqual([whole(ordersCount), usd(totalSpent)])
  }
})

test('the drift report counts whose value Shopify tells differently, and by how much', async () => {
  const spent = new Map(
    [...truth.world.customers].map(([id, { summary }]) => [id, summary.amountSpent]),
  )
  const differences = truth.ordering
    .map(({ id, totalSpent }) => cents(totalSpent) - (spent.get(Number(id)) ?? 0))
    .filter((difference) => difference !== 0)
  const sum = differences.reduce((total, difference) => total + difference, 0)
  await openAnew(page, `${run.url}/customers/drift`)
  expect(await page.getByTestId('drift-differing').textContent()).toBe(whole(differences.length))
  expect(await page.getByTestId('drift-difference').textContent()).toBe(usd((sum / 100).toFixed(2)))
  const largest = Math.max(...differences.map(Math.abs))
  const [first] = await shownRows(page)
  const shown = first?.cells.at(-1)?.replace(/[^\d.]/g, '') ?? ''
  expect(cents(shown)).toBe(largest)
})

test('the groups hold everybody who has ordered once, and all that they are worth', async () => {
  await openAnew(page, `${run.url}/customers/groups`)
  const foot = page.locator('tfoot td')
  await foot.first().waitFor()
  const cells = (await foot.allTextContents()).map((cell) => cell.trim())
  const worth = truth.ordering.reduce((sum, { totalSpent }) => sum + cents(totalSpent), 0)
  const orders = truth.ordering.reduce((sum, { ordersCount }) => sum + ordersCount, 0)
  expect(cells.slice(2)).toEqual([
    whole(truth.ordering.length),
    '100%',
    whole(orders),
    usd((worth / 100).toFixed(2)),
  ])
  const onMap = await page.locator('figure li .count').allTextContents()
  const counts = onMap.map((text) => Number(text.replace(/\D/g, '')))
  expect(counts).toHaveLength(10)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(truth.ordering.length)
})

test('a group’s name leads to its members, who can be sorted, taken as a file, and left again', async () => {
  const members = membersOf('AT_RISK', truth)
  expect(members.length).toBeGreaterThan(1)
  await openAnew(page, `${run.url}/customers/groups`)
  await page.getByRole('table').getByRole('link', { name: 'At risk', exact: true }).click()
  await page.waitForURL(/\/customers\?.*group=AT_RISK/)
  await page.getByTestId('group-size').waitFor()
  expect(await page.getByTestId('group-size').textContent()).toBe(whole(members.length))
  expect((await shownRows(page)).slice(0, 50).map(({ id }) => id)).toEqual(
    members.slice(0, 50).map(({ id }) => id),
  )

  const link = page.getByRole('link', { name: /CSV/ }).first()
  const file = await page.request.get(
    new URL((await link.getAttribute('href')) ?? '', run.url).href,
  )
  const [heading, ...lines] = (await file.text()).trim().split(/\r?\n/)
  expect(heading).toMatch(/^\ufeff?id,displayName,lifetimeValue/)
  expect(lines.map((line) => line.split(',')[0])).toEqual(members.map(({ id }) => id))

  await page.getByRole('link', { name: 'Orders', exact: true }).last().click()
  await page.waitForURL(/sort=orders/)
  expect(new URL(page.url()).searchParams.get('group')).toBe('AT_RISK')
  const most = Math.max(...members.map(({ ordersCount }) => ordersCount))
  await expect.poll(async () => (await shownRows(page))[0]?.cells[0]).toBe(whole(most))
  expect(
    await page
      .getByRole('columnheader', { name: /First order/ })
      .getByRole('link')
      .count(),
  ).toBe(0)

  await page.getByRole('combobox', { name: 'Group' }).selectOption('Champions')
  await page.waitForURL(/group=CHAMPIONS/)
  const champions = membersOf('CHAMPIONS', truth)
  await expect
    .poll(() => page.getByTestId('group-size').textContent())
    .toBe(whole(champions.length))
  await page.getByRole('link', { name: 'Show all groups' }).click()
  await page.waitForURL((url) => !url.searchParams.has('group'))
  expect(await page.getByRole('combobox', { name: 'Group' }).inputValue()).toBe('')
})

test('the time between orders is that of the truth’s orders', async () => {
  const waits = [...ordersByCustomer(truth.world).values()]
    .flatMap((orders) => orders.slice(1).map(({ day }, at) => day - (orders[at]?.day ?? 0)))
    .toSorted((one, other) => one - other)
  await openAnew(page, `${run.url}/customers/time-between-orders?range=all`)
  const median = waits[Math.ceil(waits.length / 2) - 1] ?? 0
  expect(await page.getByTestId('between-median').textContent()).toBe(`${whole(median)} days`)
  const sentence = page.getByText(/whose customer had/)
  expect(await sentence.textContent()).toContain(`Of the ${whole(waits.length)} orders`)
})

test('one customer’s page has the truth’s value and orders, and leads to Shopify', async () => {
  const [best] = truth.ordering
  await openAnew(page, `${run.url}/customers`)
  await rowsOf(page).first().getByRole('link').click()
  const value = page.getByTestId('lifetime-value')
  await value.waitFor()
  expect(await value.textContent()).toBe(usd(best?.totalSpent ?? ''))
  const orders = page.getByTestId('customer-orders')
  expect(await orders.textContent()).toBe(whole(best?.ordersCount ?? 0))
  const summary = truth.world.customers.get(Number(best?.id))?.summary
  const told = usd(((summary?.amountSpent ?? 0) / 100).toFixed(2))
  expect((await page.getByTestId('shopify-value').textContent())?.trim()).toBe(told)
  const names = (ordersByCustomer(truth.world).get(Number(best?.id)) ?? []).map(
    ({ order }) => order.name,
  )
  expect((await rowsOf(page).getByRole('link').allTextContents()).slice(0, 50)).toEqual(
    names.toReversed().slice(0, 50),
  )
  const shop = harbor.shopDomain.split('.')[0]
  const shopify = page.getByRole('link', { name: 'Open in Shopify' })
  expect(await shopify.getAttribute('href')).toBe(
    `https://admin.shopify.com/store/${shop}/customers/${best?.id}`,
  )
})

test('the lifetime value over time is read by keyboard and ends at today’s', async () => {
  await openAnew(page, `${run.url}/customers/${truth.ordering[0]?.id}`)
  // Before that nobody hears a key.
  await page.locator('html[data-live]').waitFor({ state: 'attached' })
  const slider = page.getByRole('slider', { name: 'Read the lifetime value over time' })
  await slider.focus()
  await page.keyboard.press('End')
  const words = () => slider.getAttribute('aria-valuetext')
  await expect.poll(words).toContain(usd(truth.ordering[0]?.totalSpent ?? ''))
  const last = await words()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(words).not.toBe(last)
})

test('a customer that the shop does not have is answered as such, with the way back', async () => {
  const response = await openAnew(page, `${run.url}/customers/1`)
  expect(response?.status()).toBe(404)
  await page.getByRole('heading', { name: 'No such customer' }).waitFor()
  await page.getByRole('link', { name: 'Search all customers' }).click()
  await page.getByRole('searchbox', { name: 'Search customers' }).waitFor()
})

test('a customer whom Shopify has redacted is gone from the page and from the list', async () => {
  const chosen = truth.ordering.at(10)
  await control(run, 'redact', { shop: harbor.shopDomain, customer: Number(chosen?.id) })
  await syncNow(session)
  await openAnew(page, `${run.url}/customers/${chosen?.id}`)
  await page.getByRole('heading', { name: 'No such customer' }).waitFor()
  await page.getByText('deleted or redacted is gone here too').waitFor()
  truth = await readCustomersTruth(run, harbor.shopDomain)
  await openAnew(page, `${run.url}/customers`)
  expect((await shownRows(page)).slice(0, 50).map(({ id }) => id)).toEqual(
    truth.ordering.slice(0, 50).map(({ id }) => id),
  )
})
