import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control } from './compare.ts'
import { readCustomersTruth, type CustomersTruth } from './customers-truth.ts'
import { openAnew, rowsOf, shownRows } from './shown-rows.ts'
import { loginOf, openSignedIn } from './sign-in.ts'
import { until } from './system.ts'

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

const whole = (count: number): string => count.toLocaleString('en-US')

test('scrolling reads the list to its end, each row once, and draws few of them', async () => {
  await openAnew(page, `${run.url}/customers`)
  const seen = new Map<number, string>()
  let drawn = 0
  while (seen.size < truth.ordering.length) {
    const below = Math.max(0, ...seen.keys())
    const shown = await until('further rows', async () => {
      const now = await shownRows(page)
      return (now.at(-1)?.index ?? 0) > below ? now : undefined
    })
    drawn = Math.max(drawn, shown.length)
    for (const { index, id } of shown) seen.set(index, id)
    await rowsOf(page).last().scrollIntoViewIfNeeded()
  }
  const inOrder = [...seen].toSorted(([one], [other]) => one - other)
  expect(inOrder.map(([index]) => index)).toEqual(truth.ordering.map((_, at) => at + 2))
  expect(inOrder.map(([, id]) => id)).toEqual(truth.ordering.map(({ id }) => id))
  expect(drawn).toBeLessThan(700)
})

test('going back shows the list as it was left, rows and place', async () => {
  const row = rowsOf(page).last()
  await row.scrollIntoViewIfNeeded()
  const index = await row.getAttribute('aria-rowindex')
  const top = await row.evaluate((element) => Math.round(element.getBoundingClientRect().top))
  await row.getByRole('link').click()
  await page.getByTestId('lifetime-value').waitFor()
  await page.goBack()
  const again = page.locator(`tr[aria-rowindex="${index}"]`)
  await again.waitFor()
  await expect
    .poll(() => again.evaluate((element) => Math.round(element.getBoundingClientRect().top)))
    .toBe(top)
})

test('a finished sync renews the rows in sight, without a reload and without a jump', async () => {
  await openAnew(page, `${run.url}/customers`)
  await rowsOf(page).first().waitFor()
  await rowsOf(page).last().scrollIntoViewIfNeeded()
  const chosen = truth.ordering[100]
  const row = rowsOf(page).filter({ has: page.locator(`a[href^="/customers/${chosen?.id}"]`) })
  await row.scrollIntoViewIfNeeded()
  const place = () => row.evaluate((element) => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
  const order = { shop: harbor.shopDomain, total: '0.01', customer: Number(chosen?.id) }
  await control(run, 'order', order)
  await syncNow(session)
  truth = await readCustomersTruth(run, harbor.shopDomain)
  await expect
    .poll(() => row.locator('td').first().innerText())
    .toBe(whole((chosen?.ordersCount ?? 0) + 1))
  expect(await place()).toBe(before)
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
})

test('a column’s head sorts by it, and the address keeps that over a reload', async () => {
  await openAnew(page, `${run.url}/customers`)
  await page.getByRole('link', { name: 'Orders', exact: true }).last().click()
  const head = page.locator('th[aria-sort]')
  await expect.poll(() => head.textContent()).toContain('Orders')
  expect(await head.getAttribute('aria-sort')).toBe('descending')
  await page.reload()
  expect(new URL(page.url()).searchParams.get('sort')).toBe('orders')
  const most = Math.max(...truth.ordering.map(({ ordersCount }) => ordersCount))
  await expect.poll(async () => (await shownRows(page))[0]?.cells[0]).toBe(whole(most))
})

test('sorting from deep inside the list leads to its new beginning', async () => {
  await openAnew(page, `${run.url}/customers`)
  await rowsOf(page).first().waitFor()
  await rowsOf(page).last().scrollIntoViewIfNeeded()
  await until('further rows', async () => ((await shownRows(page)).length > 50 ? true : undefined))
  await page.getByRole('link', { name: 'Orders', exact: true }).last().click()
  const most = Math.max(...truth.ordering.map(({ ordersCount }) => ordersCount))
  const first = rowsOf(page).filter({
    has: page.getByRole('cell', { name: whole(most), exact: true }),
  })
  // Below the head, which sticks to the top of the window.
  const place = () => first.evaluate((row) => Math.round(row.getBoundingClientRect().top / 100))
  await expect.poll(place).toBe(0)
})

test('typing searches, the address follows, and what finds nobody says so', async () => {
  await openAnew(page, `${run.url}/customers`)
  const field = page.getByRole('searchbox', { name: 'Search customers' })
  const [first] = truth.ordering
  await field.fill(String(first?.id))
  await expect
    .poll(async () => (await shownRows(page)).map(({ id }) => id))
    .toEqual([String(first?.id)])
  expect(new URL(page.url()).searchParams.get('search')).toBe(String(first?.id))
  expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true)

  await field.fill('zzzz nobody')
  await page.getByText('No customer’s name begins with “zzzz nobody”').waitFor()
  await page.getByRole('link', { name: 'Show all customers' }).click()
  await expect.poll(async () => (await shownRows(page)).length).toBeGreaterThan(1)
  expect(await field.inputValue()).toBe('')
})

test('the search works without JavaScript', async () => {
  const plain = await browser.newContext({ locale: 'en-US', javaScriptEnabled: false })
  await plain.addCookies(await page.context().cookies())
  const bare = await plain.newPage()
  await bare.goto(`${run.url}/customers?sort=orders&direction=asc`)
  const [first] = truth.ordering
  await bare.getByRole('searchbox', { name: 'Search customers' }).fill(String(first?.id))
  await bare.getByRole('button', { name: 'Search customers' }).click()
  await bare.waitForURL(/search=/)
  expect(await bare.locator('tbody > tr[aria-rowindex]').count()).toBe(1)
  expect(new URL(bare.url()).searchParams.get('sort')).toBe('orders')
  await plain.close()
})

test('a further page that fails says so in its place and is read again on demand', async () => {
  const further = /\/api\/customers\?.*cursor=/
  await page.route(further, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Not now', detail: 'The database is being moved.' }),
    }),
  )
  await openAnew(page, `${run.url}/customers`)
  const more = page.getByRole('button', { name: 'Load more' })
  const failure = page.getByRole('alert')
  await rowsOf(page).last().scrollIntoViewIfNeeded()
  await failure.waitFor()
  expect(await failure.textContent()).toContain('The database is being moved.')
  expect((await shownRows(page)).length).toBe(50)
  expect(await more.count()).toBe(0)
  await page.unroute(further)
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await shownRows(page)).length).toBeGreaterThanOrEqual(150)
})
