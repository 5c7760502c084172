import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow, type Session, type SyncState } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, fetchTruth } from './compare.ts'
import { exactSum, inCurrency } from './exact-money.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
let browser: Browser
let session: Session
beforeAll(async () => {
  browser = await launchBrowser()
  session = await signIn(run, harbor)
  // Nothing happens at the shops but what a test does.
  await control(run, 'clock', { frozen: true })
  await idle(session)
})
afterAll(() => browser.close())

async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
}

const link = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true })

test('all shops stand beside each other, with true sums by currency, and lead to their own pages', async () => {
  const truths = await Promise.all(
    run.logins.map(async (login) => {
      await syncNow(await signIn(run, login))
      return await fetchTruth(run, login.shopDomain)
    }),
  )
  const [to] = truths.map(({ days }) => days.at(-1)?.date ?? '').toSorted()
  const from = `${to?.slice(0, 8)}01`
  const page = await openSignedIn(browser, run, run.agency)
  await page.getByRole('button', { name: /^Shop:/ }).click()
  await page.getByRole('dialog', { name: 'Shops' }).getByRole('link', { name: 'All shops' }).click()
  await page.getByRole('heading', { name: 'All shops' }).waitFor()
  await page.goto(`${run.url}/shops?from=${from}&to=${to}`)
  const totals = page.getByTestId('totals')
  const table = page.getByRole('table', { name: 'All shops' })
  await table.waitFor()
  for (const { currencyCode, days, shop } of truths) {
    const sold = days.filter(({ date }) => from <= date && date <= (to ?? ''))
    const amount = exactSum(sold.map(({ totalSales }) => totalSales))
    const orders = sold.reduce((count, day) => count + day.orders, 0)
    const row = await table.getByRole('row').filter({ hasText: shop }).textContent()
    expect(row).toContain(inCurrency(amount, currencyCode))
    expect(row).toContain(orders.toLocaleString('en-US'))
    const total = totals.locator('div').filter({ hasText: `Total revenue in ${currencyCode}` })
    expect(await total.textContent()).toContain(inCurrency(amount, currencyCode))
  }
  expect(await page.getByText('never added up').count()).toBe(1)
  await expectNoFault(page)

  await table.getByRole('link', { name: 'Orders' }).click()
  await page.waitForURL(/sort=orders&direction=desc/)
  const byOrders = truths
    .map(({ shop, days }) => ({
      shop,
      orders: days
        .filter(({ date }) => from <= date && date <= (to ?? ''))
        .reduce((count, day) => count + day.orders, 0),
    }))
    .toSorted((a, b) => b.orders - a.orders)
  await expect
    .poll(async () => (await table.getByRole('rowheader').first().textContent()) ?? '')
    .toContain(byOrders[0]?.shop)
  await page.reload()
  expect(await table.getByRole('rowheader').first().textContent()).toContain(byOrders[0]?.shop)
  expect(await table.getByRole('rowheader').count()).toBe(3)

  await page.getByRole('searchbox', { name: 'Search shops' }).fill('no such shop')
  await page.getByTestId('no-shop-found').waitFor()
  await page.getByRole('link', { name: 'Show all 3' }).click()
  await page.getByRole('searchbox', { name: 'Search shops' }).fill('kumo')
  await expect.poll(() => table.getByRole('rowheader').count()).toBe(1)
  await table.getByRole('button', { name: 'Kumo Tea' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.getByRole('button', { name: 'Shop: Kumo Tea' }).waitFor()
  expect(new URL(page.url()).searchParams.get('from')).toBe(from)
  await page.context().close()
})

test('a tab stays at its own shop when another tab chooses another one', async () => {
  const page = await openSignedIn(browser, run, run.agency)
  const [ours, other] = ['harbor', 'kumo'].map((shop) => loginOf(run, shop))
  if (!ours || !other) throw new Error('Two shops are needed')
  await page.getByRole('button', { name: /^Shop:/ }).click()
  await page
    .getByRole('dialog', { name: 'Shops' })
    .getByRole('button', { name: /Harbor/ })
    .click()
  await page.getByRole('button', { name: 'Shop: Harbor Goods' }).waitFor()
  // As the other tab does it.
  const chosen = await page.request.post(`${run.url}/api/session/tenant`, {
    data: { tenantId: other.tenantId },
  })
  expect(chosen.status()).toBe(200)

  await link(page, 'Syncs').click()
  await page.getByTestId('run').first().waitFor()
  const kumo = await signIn(run, other)
  const before = await kumo.get<SyncState>('/api/sync?limit=1')
  const started = page.waitForResponse((response) => response.url() === `${run.url}/api/sync`)
  await page.getByTestId('sync-now').click()
  const { runId } = (await (await started).json()) as { runId: string }
  expect((await idle(session)).runs[0]?.runId).toBe(runId)
  expect((await kumo.get<SyncState>('/api/sync?limit=1')).runs[0]?.runId).toBe(
    before.runs[0]?.runId,
  )
  const shown = page.getByTestId('run').filter({ has: page.locator(`a[href*="${runId}"]`) })
  await expect.poll(() => shown.count()).toBe(1)
  await link(page, 'Settings').click()
  await page.getByText(ours.shopDomain).first().waitFor()
  await page.getByRole('button', { name: 'Shop: Harbor Goods' }).waitFor()
  await page.context().close()
})
