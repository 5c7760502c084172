import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { digitsOf, toMinorUnits } from './chaos/check/minor-units.ts'
import { readWorld, type ShopWorld, type WorldOrder } from './chaos/check/world.ts'
import { control } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const lindenhof = loginOf(run, 'lindenhof')
const session = await signIn(run, lindenhof)
let world: ShopWorld
/** The newest first. */
let orders: WorldOrder[]
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  await readTruth()
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, lindenhof, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

async function readTruth(): Promise<void> {
  world = await readWorld(run, lindenhof.shopDomain)
  orders = [...world.orders.values()].toSorted(
    (one, other) => other.processedAt - one.processedAt || other.id - one.id,
  )
}

const euros = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' }).format(
    (cents < 0 ? `-${decimal(-cents)}` : decimal(cents)) as Intl.StringNumericLiteral,
  )
const decimal = (cents: number): string =>
  `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

const salesOf = (order: WorldOrder) => order.agreements.flatMap(({ sales }) => sales)
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
const totalSalesOf = (order: WorldOrder): number =>
  sum(
    salesOf(order)
      .filter(({ lineType }) => lineType !== 'TIP' && lineType !== 'GIFT_CARD')
      .map(({ totalAmount }) => totalAmount.shop),
  )

interface Money {
  amount: string
  currencyCode: string
}
interface ListedOrder {
  id: string
  name: string
  customer: { id: string } | null
  totalSales: Money
  currentTotal: Money
  presentmentTotal: Money | null
  units: number
  flags: Record<string, boolean>
}

const cents = ({ amount, currencyCode }: Money): string =>
  toMinorUnits(amount, digitsOf(currencyCode))

test('the list is all orders of the truth, in their order, each with its figures', async () => {
  const listed: ListedOrder[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer: { orders: ListedOrder[]; nextCursor: string | null } = await session.get(
      `/api/orders/list?limit=250${cursor && `&cursor=${cursor}`}`,
    )
    listed.push(...answer.orders)
    cursor = answer.nextCursor
  }
  expect(
    listed.map((order) => ({
      id: order.id,
      name: order.name,
      customer: order.customer?.id ?? null,
      totalSales: cents(order.totalSales),
      currentTotal: cents(order.currentTotal),
      presentment: order.presentmentTotal?.currencyCode ?? 'EUR',
      units: order.units,
      test: order.flags['test'],
      cancelled: order.flags['cancelled'],
      edited: order.flags['edited'],
      refunded: order.flags['refunded'],
    })),
  ).toEqual(
    orders.map((order) => ({
      id: String(order.id),
      name: order.name,
      customer:
        order.customerId !== null && world.customers.has(order.customerId)
          ? String(order.customerId)
          : null,
      totalSales: String(totalSalesOf(order)),
      currentTotal: String(order.totals.currentTotalPrice.shop),
      presentment: order.presentmentCurrencyCode,
      units: sum(
        salesOf(order)
          .filter(({ lineType }) => lineType === 'PRODUCT')
          .map(({ quantity }) => quantity ?? 0),
      ),
      test: order.test,
      cancelled: order.cancelledAt !== null,
      edited: order.agreements.some(({ reason }) => reason === 'ORDER_EDIT'),
      refunded: order.totals.totalRefunded.shop !== 0,
    })),
  )
})

const row = (name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const firstRow = () => page.getByRole('region', { name: 'Orders, as a table' }).locator('tbody tr')

test('the page begins with the newest orders and reads on', async () => {
  await page.goto(`${run.url}/orders`)
  const [newest] = orders
  if (!newest) throw new Error('The shop has no orders')
  const text = await firstRow().first().textContent()
  expect(text).toContain(newest.name)
  expect(text).toContain(euros(totalSalesOf(newest)))
  expect(text).toContain(euros(newest.totals.currentTotalPrice.shop))
  await page.locator('html[data-live]').waitFor({ state: 'attached' })
  await page.getByText('50 orders so far').waitFor()
  await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
  await page.getByText('150 orders so far').waitFor()
  await expect.poll(() => row(orders[120]?.name ?? '').count()).toBe(1)
})

test('what narrows and sorts the list is in the address, and a reload keeps it', async () => {
  await page.goto(`${run.url}/orders`)
  await page.getByRole('navigation', { name: 'Which orders' }).getByText('Cancelled').click()
  await page.waitForURL(/state=cancelled/)
  await page.getByLabel('Payment', { exact: true }).selectOption('REFUNDED')
  await page.waitForURL(/financialStatus=REFUNDED/)
  await page.getByRole('link', { name: /^Order total/ }).click()
  await page.waitForURL(/sort=currentTotal/)
  await page.reload()
  const expected = orders
    .filter((one) => one.cancelledAt !== null && one.financialStatus === 'REFUNDED')
    .toSorted(
      (one, other) =>
        other.totals.currentTotalPrice.shop - one.totals.currentTotalPrice.shop ||
        other.id - one.id,
    )
  const names = () => firstRow().locator('th a').allTextContents()
  const shown = expected.slice(0, 20).map(({ name }) => name)
  await expect
    .poll(async () => (await names()).filter((name) => name.startsWith('#')).slice(0, 20))
    .toEqual(shown)
})

test('a search finds one order, and says so where there is none', async () => {
  const [wanted] = orders.slice(-1)
  if (!wanted) throw new Error('The shop has no orders')
  await page.goto(`${run.url}/orders?range=30d`)
  await page.locator('html[data-live]').waitFor({ state: 'attached' })
  await page.getByLabel('Search orders').first().fill(String(wanted.id))
  await page.getByText('has the name or number').waitFor()
  await page.getByRole('link', { name: 'Look in all time' }).click()
  await row(wanted.name).waitFor()
  expect(await firstRow().count()).toBe(1)
  expect(page.url()).toContain(`search=${wanted.id}`)
})

/** Edited, and money went back: the longest story there is. */
const eventful = () => {
  const found = orders.find(
    (one) =>
      one.refunds.length > 0 &&
      one.agreements.length >= 3 &&
      one.agreements.some(({ reason }) => reason === 'ORDER_EDIT'),
  )
  if (!found) throw new Error('No order was edited and refunded')
  return found
}

test('one order’s page tells its ledger: each agreement, its rows, and the total after it', async () => {
  const order = eventful()
  await page.goto(`${run.url}/orders?search=${encodeURIComponent(order.name)}`)
  await row(order.name).getByRole('link', { name: order.name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: `Order ${order.name}` }).waitFor()
  let running = 0
  // One that has no sales tells nothing of money, and is not kept.
  const told = order.agreements.filter(({ sales }) => sales.length > 0)
  const totals = told.map(({ sales }) => {
    running += sum(sales.map(({ totalAmount }) => totalAmount.shop))
    return euros(running)
  })
  expect(await page.getByTestId('running-total').allTextContents()).toEqual(totals)
  expect(totals.at(-1)).toBe(euros(order.totals.currentTotalPrice.shop))
  expect(await page.getByTestId('sale').count()).toBe(salesOf(order).length)
  const rows = await page.getByTestId('sale').allTextContents()
  const sales = told.flatMap((agreement) =>
    agreement.sales.toSorted((one, other) => one.id - other.id),
  )
  for (const [at, sale] of sales.entries()) {
    expect(rows[at]).toContain(euros(sale.totalAmount.shop))
    expect(rows[at]).toContain(euros(sale.totalAmount.shop - sale.taxAmount.shop))
  }
  const story = (await page.getByTestId('story-event').allTextContents()).join(' ')
  expect(story).toContain('The order was edited')
  for (const { totalRefunded } of order.refunds) {
    expect(story).toContain(`${euros(totalRefunded.shop)} was paid back`)
  }
  expect(await page.getByTestId('balance').textContent()).toContain('It adds up')
  expect(await page.getByTestId('order-total-sales').textContent()).toBe(euros(totalSalesOf(order)))
  expect(await page.getByTestId('order-difference').textContent()).toBe(euros(0))
  const admin = page.getByRole('link', { name: /In Shopify’s admin/ })
  expect(await admin.getAttribute('href')).toBe(
    `https://admin.shopify.com/store/${lindenhof.shopDomain.replace('.myshopify.com', '')}/orders/${order.id}`,
  )
})

test('a cancelled order’s page says why, with what was taken off it', async () => {
  const order = orders.find(({ cancelReason }) => cancelReason === 'INVENTORY')
  if (!order) throw new Error('No order was cancelled for want of stock')
  await page.goto(`${run.url}/orders/${order.id}`)
  await page
    .getByRole('heading', {
      name: 'The order was cancelled because there was not enough in stock.',
    })
    .waitFor()
  const last = page.getByTestId('running-total').last()
  expect(await last.textContent()).toBe(euros(order.totals.currentTotalPrice.shop))
})

test('an order that there is none of is answered as such, within the dashboard', async () => {
  const answer = await page.goto(`${run.url}/orders/1`)
  expect(answer?.status()).toBe(404)
  await page.getByRole('heading', { name: 'No such order' }).waitFor()
  await page.getByRole('link', { name: 'Search all orders' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
})

test('what cannot be loaded says why, and another try brings it', async () => {
  await page.goto(`${run.url}/orders?country=Nowhere`)
  await page.getByRole('alert').getByText('The orders could not be loaded.').waitFor()

  await page.route('**/api/orders/list*', (route) => route.abort())
  await page.goto(`${run.url}/orders`)
  await page.locator('html[data-live]').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
  const alert = page.getByRole('alert').filter({ hasText: 'More orders could not be loaded.' })
  await alert.waitFor()
  await page.unroute('**/api/orders/list*')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('150 orders so far').waitFor()
  expect(await alert.count()).toBe(0)
})

test('a new order comes to the top of the open list by itself', async () => {
  await page.goto(`${run.url}/orders`)
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
  await control(run, 'order', { shop: lindenhof.shopDomain, total: '4321.09' })
  await readTruth()
  const added = orders.find(({ totals }) => totals.currentTotalPrice.shop === 432_109)
  if (!added) throw new Error('The order is not in the dump')
  await row(added.name).waitFor()
  expect(await row(added.name).textContent()).toContain('€4,321.09')
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
})
