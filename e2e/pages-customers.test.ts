import type { Browser, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dayName, zoneDays } from '../dev/shopify/truth/zone-days.ts'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { readWorld, type ShopWorld, type WorldOrder } from './chaos/check/world.ts'
import { control, fetchTruth, type Truth } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'
import { until } from './system.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
const session = await signIn(run, harbor)
let truth: Truth
let world: ShopWorld
/** Who has ordered, by what they are worth, as the truth tells it. */
let ordering: Truth['customers']
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  await readTruths()
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, harbor, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

async function readTruths(): Promise<void> {
  truth = await fetchTruth(run, harbor.shopDomain)
  world = await readWorld(run, harbor.shopDomain)
  ordering = truth.customers.filter(({ ordersCount }) => ordersCount > 0)
}

/** For what takes a moment in the browser. */
const patience = { timeout: 20_000 }

const usd = (amount: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(
    amount as Intl.StringNumericLiteral,
  )
const cents = (amount: string): number => Number(amount.replace('.', ''))
const whole = (count: number): string => count.toLocaleString('en-US')

/** Opens a page as for the first time: an address that is open already is shown as it was left. */
async function open(path: string): Promise<Response | null> {
  await page.goto('about:blank')
  return page.goto(`${run.url}${path}`)
}

/** The drawn rows of the page's long list. */
const rows = () => page.locator('tbody > tr[aria-rowindex]')

interface Shown {
  index: number
  id: string
  text: string
}
const shownRows = (): Promise<Shown[]> =>
  rows().evaluateAll((found) =>
    found.map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      id: row.querySelector('a')?.pathname.split('/').at(-1) ?? '',
      text: [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim()).join(' | '),
    })),
  )

/** Each customer's orders that count, the oldest first, as days since 1970 in the shop's zone. */
function ordersByCustomer(): Map<number, { day: number; order: WorldOrder }[]> {
  const dayOf = zoneDays(world.shop.ianaTimezone)
  const counted = [...world.orders.values()]
    .filter(({ test: isTest, customerId }) => !isTest && customerId !== null)
    .filter(({ customerId }) => world.customers.has(customerId ?? 0))
    .toSorted((one, other) => one.processedAt - other.processedAt || one.id - other.id)
    .map((order) => ({ day: dayOf(order.processedAt), order }))
  return Map.groupBy(counted, ({ order }) => order.customerId ?? 0)
}

test('the leaderboard is the truth’s, in its order, with lifetime values and orders', async () => {
  await open('/customers')
  await rows().first().waitFor()
  const shown = (await shownRows()).slice(0, 50)
  const expected = ordering.slice(0, 50)
  expect(shown.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  for (const [at, { totalSpent, ordersCount }] of expected.entries()) {
    const [orders, , , value] = shown[at]?.text.split(' | ') ?? []
    expect([orders, value]).toEqual([whole(ordersCount), usd(totalSpent)])
  }
})

test('scrolling reads the list to its end, each row once, and draws few of them', async () => {
  await open('/customers')
  const seen = new Map<number, string>()
  let drawn = 0
  while (seen.size < ordering.length) {
    const below = Math.max(0, ...seen.keys())
    const shown = await until('further rows', 20_000, async () => {
      const now = await shownRows()
      return (now.at(-1)?.index ?? 0) > below ? now : undefined
    })
    drawn = Math.max(drawn, shown.length)
    for (const { index, id } of shown) seen.set(index, id)
    await rows().last().scrollIntoViewIfNeeded()
  }
  const inOrder = [...seen].toSorted(([one], [other]) => one - other)
  expect(inOrder.map(([index]) => index)).toEqual(ordering.map((_, at) => at + 2))
  expect(inOrder.map(([, id]) => id)).toEqual(ordering.map(({ id }) => id))
  expect(drawn).toBeLessThan(700)
})

test('going back shows the list as it was left, rows and place', async () => {
  const row = rows().last()
  await row.scrollIntoViewIfNeeded()
  const index = await row.getAttribute('aria-rowindex')
  const top = await row.evaluate((element) => Math.round(element.getBoundingClientRect().top))
  await row.getByRole('link').click()
  await page.getByTestId('lifetime-value').waitFor()
  await page.goBack()
  const again = page.locator(`tr[aria-rowindex="${index}"]`)
  await again.waitFor()
  await expect
    .poll(
      () => again.evaluate((element) => Math.round(element.getBoundingClientRect().top)),
      patience,
    )
    .toBe(top)
})

test('a finished sync renews the rows in sight, without a reload and without a jump', async () => {
  await open('/customers')
  await rows().first().waitFor()
  await rows().last().scrollIntoViewIfNeeded()
  const chosen = ordering[100]
  const row = rows().filter({ has: page.locator(`a[href^="/customers/${chosen?.id}"]`) })
  await row.scrollIntoViewIfNeeded()
  const place = () => row.evaluate((element) => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
  const order = { shop: harbor.shopDomain, total: '0.01', customer: Number(chosen?.id) }
  await control(run, 'order', order)
  await syncNow(session)
  await readTruths()
  await expect
    .poll(() => row.locator('td').first().innerText(), patience)
    .toBe(whole((chosen?.ordersCount ?? 0) + 1))
  expect(await place()).toBe(before)
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
})

test('a column’s head sorts by it, and the address keeps that over a reload', async () => {
  await open('/customers')
  await page.getByRole('link', { name: 'Orders', exact: true }).last().click()
  const head = page.locator('th[aria-sort]')
  await expect.poll(() => head.textContent(), patience).toContain('Orders')
  expect(await head.getAttribute('aria-sort')).toBe('descending')
  await page.reload()
  expect(new URL(page.url()).searchParams.get('sort')).toBe('orders')
  const most = Math.max(...ordering.map(({ ordersCount }) => ordersCount))
  await expect
    .poll(async () => (await shownRows())[0]?.text.split(' | ')[0], patience)
    .toBe(whole(most))
})

test('sorting from deep inside the list leads to its new beginning', async () => {
  await open('/customers')
  await rows().first().waitFor()
  await rows().last().scrollIntoViewIfNeeded()
  await until('further rows', 20_000, async () =>
    (await shownRows()).length > 50 ? true : undefined,
  )
  await page.getByRole('link', { name: 'Orders', exact: true }).last().click()
  await expect.poll(async () => (await shownRows()).at(0)?.index, patience).toBe(2)
  await expect
    .poll(
      () => page.locator('thead').evaluate((head) => head.getBoundingClientRect().top),
      patience,
    )
    .toBe(0)
  const first = await rows().first().boundingBox()
  expect(first?.y).toBeLessThan(100)
})

test('typing searches, the address follows, and what finds nobody says so', async () => {
  await open('/customers')
  const field = page.getByRole('searchbox', { name: 'Search customers' })
  const [first] = ordering
  await field.fill(String(first?.id))
  await expect
    .poll(async () => (await shownRows()).map(({ id }) => id), patience)
    .toEqual([String(first?.id)])
  expect(new URL(page.url()).searchParams.get('search')).toBe(String(first?.id))
  expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true)

  await field.fill('zzzz nobody')
  await page.getByText('No customer’s name begins with “zzzz nobody”').waitFor()
  await page.getByRole('link', { name: 'Show all customers' }).click()
  await expect.poll(async () => (await shownRows()).length, patience).toBeGreaterThan(1)
  expect(await field.inputValue()).toBe('')
})

test('the search works without JavaScript', async () => {
  const plain = await browser.newContext({ locale: 'en-US', javaScriptEnabled: false })
  await plain.addCookies(await page.context().cookies())
  const bare = await plain.newPage()
  await bare.goto(`${run.url}/customers?sort=orders&direction=asc`)
  const [first] = ordering
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
  await open('/customers')
  const more = page.getByRole('button', { name: 'Load more' })
  const failure = page.getByRole('alert')
  await rows().last().scrollIntoViewIfNeeded()
  await failure.waitFor()
  expect(await failure.textContent()).toContain('The database is being moved.')
  expect((await shownRows()).length).toBe(50)
  expect(await more.count()).toBe(0)
  await page.unroute(further)
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await shownRows()).length, patience).toBeGreaterThanOrEqual(150)
})

test('the drift report counts whose value Shopify tells differently, and by how much', async () => {
  const spent = new Map([...world.customers].map(([id, { summary }]) => [id, summary.amountSpent]))
  const differences = ordering
    .map(({ id, totalSpent }) => cents(totalSpent) - (spent.get(Number(id)) ?? 0))
    .filter((difference) => difference !== 0)
  const sum = differences.reduce((total, difference) => total + difference, 0)
  await open('/customers/drift')
  expect(await page.getByTestId('drift-differing').textContent()).toBe(whole(differences.length))
  expect(await page.getByTestId('drift-difference').textContent()).toBe(usd((sum / 100).toFixed(2)))
  const largest = Math.max(...differences.map(Math.abs))
  const [first] = await shownRows()
  const shown =
    first?.text
      .split(' | ')
      .at(-1)
      ?.replace(/[^\d.]/g, '') ?? ''
  expect(cents(shown)).toBe(largest)
})

test('the groups hold everybody who has ordered once, and all that they are worth', async () => {
  await open('/customers/groups')
  const foot = page.locator('tfoot td')
  await foot.first().waitFor()
  const cells = (await foot.allTextContents()).map((cell) => cell.trim())
  const worth = ordering.reduce((sum, { totalSpent }) => sum + cents(totalSpent), 0)
  const orders = ordering.reduce((sum, { ordersCount }) => sum + ordersCount, 0)
  expect(cells.slice(2)).toEqual([
    whole(ordering.length),
    '100%',
    whole(orders),
    usd((worth / 100).toFixed(2)),
  ])
  const onMap = await page.locator('figure li .count').allTextContents()
  const counts = onMap.map((text) => Number(text.replace(/\D/g, '')))
  expect(counts).toHaveLength(10)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ordering.length)
})

test('the time between orders is that of the truth’s orders', async () => {
  const waits = [...ordersByCustomer().values()]
    .flatMap((orders) => orders.slice(1).map(({ day }, at) => day - (orders[at]?.day ?? 0)))
    .toSorted((one, other) => one - other)
  await open('/customers/time-between-orders?range=all')
  const median = waits[Math.ceil(waits.length / 2) - 1] ?? 0
  expect(await page.getByTestId('between-median').textContent()).toBe(`${whole(median)} days`)
  const sentence = page.getByText(/whose customer had/)
  expect(await sentence.textContent()).toContain(`Of the ${whole(waits.length)} orders`)
})

test('one customer’s page has the truth’s value and orders, and leads to Shopify', async () => {
  const [best] = ordering
  await open('/customers')
  await rows().first().getByRole('link').click()
  const value = page.getByTestId('lifetime-value')
  await value.waitFor()
  expect(await value.textContent()).toBe(usd(best?.totalSpent ?? ''))
  const orders = page.getByTestId('customer-orders')
  expect(await orders.textContent()).toBe(whole(best?.ordersCount ?? 0))
  const summary = world.customers.get(Number(best?.id))?.summary
  const told = usd(((summary?.amountSpent ?? 0) / 100).toFixed(2))
  expect((await page.getByTestId('shopify-value').textContent())?.trim()).toBe(told)
  const names = (ordersByCustomer().get(Number(best?.id)) ?? []).map(({ order }) => order.name)
  expect((await rows().getByRole('link').allTextContents()).slice(0, 50)).toEqual(
    names.toReversed().slice(0, 50),
  )
  const shop = harbor.shopDomain.split('.')[0]
  const shopify = page.getByRole('link', { name: 'Open in Shopify' })
  expect(await shopify.getAttribute('href')).toBe(
    `https://admin.shopify.com/store/${shop}/customers/${best?.id}`,
  )
})

test('the lifetime value over time is read by keyboard and ends at today’s', async () => {
  await open(`/customers/${ordering[0]?.id}`)
  const slider = page.getByRole('slider', { name: 'Read the lifetime value over time' })
  await slider.focus()
  await page.keyboard.press('End')
  const last = await slider.getAttribute('aria-valuetext')
  expect(last).toContain(usd(ordering[0]?.totalSpent ?? ''))
  await page.keyboard.press('ArrowLeft')
  expect(await slider.getAttribute('aria-valuetext')).not.toBe(last)
})

test('a customer that the shop does not have is answered as such, with the way back', async () => {
  const response = await open('/customers/1')
  expect(response?.status()).toBe(404)
  await page.getByRole('heading', { name: 'No such customer' }).waitFor()
  await page.getByRole('link', { name: 'Search all customers' }).click()
  await page.getByRole('searchbox', { name: 'Search customers' }).waitFor()
})

test('a cohort has the truth’s customers, who came back, and what they brought', async () => {
  const cohorts = new Map<string, { size: number; back: Map<string, Set<number>> }>()
  for (const [customer, orders] of ordersByCustomer()) {
    const month = dayName(orders[0]?.day ?? 0).slice(0, 7)
    const cohort = cohorts.get(month) ?? { size: 0, back: new Map() }
    cohorts.set(month, cohort)
    cohort.size++
    for (const { day } of orders) {
      const in_ = dayName(day).slice(0, 7)
      cohort.back.set(in_, (cohort.back.get(in_) ?? new Set()).add(customer))
    }
  }
  const months = [...cohorts].toSorted(([one], [other]) => (one < other ? -1 : 1))
  await open('/cohorts?range=all&measure=customers&months=all')
  const table = page.getByRole('table', { name: 'Cohorts by month of the first order' })
  await table.waitFor()
  const shown = await table
    .locator('tbody tr')
    .evaluateAll((found) =>
      found.map((row) =>
        [...row.querySelectorAll('td')]
          .map((cell) => cell.textContent.replace(/\D/g, ''))
          .filter((text) => text !== ''),
      ),
    )
  const running = dayName(zoneDays(world.shop.ianaTimezone)(world.shop.asOf)).slice(0, 7)
  expect(shown).toEqual(
    months.map(([first, { size, back }]) => [
      String(size),
      ...monthsFrom(first, running).map((month) => String(back.get(month)?.size ?? 0)),
    ]),
  )
})

test('the cells’ measure is in the address, and reading it aloud tells months that still run', async () => {
  await open('/cohorts')
  await page.getByRole('link', { name: 'Value per customer' }).click()
  await page.getByRole('heading', { name: /^Value per customer by month/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('measure')).toBe('value')
  const last = page.locator('tbody tr').last().locator('td.cell').last()
  expect(await last.textContent()).toMatch(/^\$[\d,.]+\s*, so far$/)
  await page.reload()
  await page.getByRole('heading', { name: /^Value per customer by month/ }).waitFor()
})

test('a customer whom Shopify has redacted is gone from the page and from the list', async () => {
  const chosen = ordering.at(10)
  await control(run, 'redact', { shop: harbor.shopDomain, customer: Number(chosen?.id) })
  await syncNow(session)
  await open(`/customers/${chosen?.id}`)
  await page.getByRole('heading', { name: 'No such customer' }).waitFor()
  await page.getByText('deleted or redacted is gone here too').waitFor()
  await readTruths()
  await open('/customers')
  expect((await shownRows()).slice(0, 50).map(({ id }) => id)).toEqual(
    ordering.slice(0, 50).map(({ id }) => id),
  )
})

function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last;) {
    months.push(month)
    const [year = 0, number = 0] = month.split('-').map(Number)
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  }
  return months
}
