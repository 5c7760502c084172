import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow, type Session, type SyncState } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, fetchTruth } from './compare.ts'
import { exactSum, inCurrency } from './exact-money.ts'
import { addViewer, loginOf, openSignedIn } from './sign-in.ts'

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

/** What came of the form that was sent last. */
const answer = (page: Page): Locator => page.getByTestId('answer').filter({ hasText: /\S/ })

test('the settings say how the shop is connected and whether Shopify tells of changes', async () => {
  const page = await openSignedIn(browser, run, harbor)
  await page.goto(`${run.url}/connection`)
  await page.waitForURL(`${run.url}/settings#connection`)
  const section = (id: string): Locator => page.locator(`#${id}`)
  await section('connection').getByText('Connected', { exact: true }).waitFor()
  expect(await section('connection').textContent()).toContain(harbor.shopDomain)
  const { subscriptions, pending } = await session.get<{
    subscriptions: { topics: string[] }
    pending: number
  }>('/api/webhooks')
  expect(pending).toBe(0)
  await section('webhooks').getByText('Received', { exact: true }).waitFor()
  expect(await section('webhooks').textContent()).toMatch(
    new RegExp(`Subscriptions\\s*${subscriptions.topics.length}, checked`),
  )
  await section('controls').getByRole('button', { name: 'Pause' }).waitFor()
  await expectNoFault(page)
  await page.context().close()
})

test('an owner sees who may look at the shop, and takes access away', async () => {
  const looking = { email: 'leaving@example.com', password: 'a long enough password' }
  await addViewer(run, harbor.tenantId, looking)
  const theirs = await openSignedIn(browser, run, looking)
  const page = await openSignedIn(browser, run, harbor)
  await page.goto(`${run.url}/settings`)
  const row = page.getByTestId('member').filter({ hasText: looking.email })
  await page
    .getByTestId('member')
    .filter({ hasText: `${harbor.email}, you` })
    .waitFor()
  await row.getByText('Remove').click()
  await expectNoFault(page)
  await row.getByRole('button', { name: 'Take access away' }).click()
  await answer(page)
    .filter({ hasText: `${looking.email} has no access` })
    .waitFor()
  expect(await row.count()).toBe(0)
  await theirs.goto(`${run.url}/orders`)
  await theirs.getByRole('button', { name: 'Sign in' }).waitFor()
  await theirs.context().close()
  await page.context().close()
})

test('a shop’s usual way to count returns holds on its pages, and the address still wins', async () => {
  await syncNow(session)
  const truth = await fetchTruth(run, harbor.shopDomain)
  const [last] = truth.days.slice(-1)
  const [first] = truth.days.slice(-60)
  if (!first || !last) throw new Error('The truth has no days')
  const within = ({ date }: { date: string }): boolean => first.date <= date && date <= last.date
  const total = (days: { date: string; totalSales: string }[]): string =>
    inCurrency(exactSum(days.filter(within).map(({ totalSales }) => totalSales)), 'USD')
  const [byEvent, byOrder] = [total(truth.days), total(truth.daysByOrder)]
  expect(byEvent).not.toBe(byOrder)

  const page = await openSignedIn(browser, run, harbor)
  const days = `from=${first.date}&to=${last.date}`
  const revenue = page.getByTestId('figure-total-revenue')
  const expectRevenue = async (query: string, amount: string): Promise<void> => {
    await page.goto(`${run.url}/?${query}`)
    await expect.poll(() => revenue.textContent()).toContain(amount)
  }
  await expectRevenue(days, byEvent)
  const choose = async (label: string): Promise<void> => {
    await page.goto(`${run.url}/settings`)
    await page.getByLabel(label).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await answer(page)
      .filter({ hasText: /now count/ })
      .waitFor()
  }
  await choose('On the day of their order')
  await expectRevenue(days, byOrder)
  await expectRevenue(`${days}&reversals=event`, byEvent)
  await choose('On the day they happened')
  await expectRevenue(days, byEvent)
  await page.context().close()
})

test('the history of syncs is read along time by keyboard, and is the table below it', async () => {
  const page = await openSignedIn(browser, run, harbor)
  await link(page, 'Syncs').click()
  const reader = page.getByRole('slider', { name: 'Read the history' })
  const rows = page.getByTestId('run')
  await rows.first().waitFor()
  expect(Number(await reader.getAttribute('aria-valuemax'))).toBe(await rows.count())
  await reader.focus()
  await page.keyboard.press('End')
  const words = () => reader.getAttribute('aria-valuetext')
  await expect.poll(words).toContain(await rows.first().getByRole('rowheader').innerText())
  await page.keyboard.press('Home')
  await expect.poll(words).toContain(await rows.last().getByRole('rowheader').innerText())
  const { runs } = await session.get<SyncState>('/api/sync?limit=100')
  const inTemporal = await rows.first().getByRole('link').first().getAttribute('href')
  expect(inTemporal).toBe(runs[0]?.temporalUrl)
  for (const about of ['coverage', 'rejected', 'syncs']) {
    const file = page.locator(`a[href^="/api/export/${about}?"]`)
    const response = await page.request.get(`${run.url}${await file.getAttribute('href')}`)
    expect([about, response.status(), response.headers()['content-type']]).toEqual([
      about,
      200,
      expect.stringContaining('text/csv'),
    ])
  }
  await page.context().close()
})
