import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control } from './compare.ts'
import { addViewer, loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
  // Nothing happens at the shops but what a test does.
  await control(run, 'clock', { frozen: true })
  await idle(await signIn(run, harbor))
})
afterAll(() => browser.close())

async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
}

const link = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true })

test('offline the page stays, says so, and goes on by itself', async () => {
  const page = await openSignedIn(browser, run, harbor)
  await page.goto(`${run.url}/?range=90d`)
  const shown = await page.getByTestId('figure-total-revenue').textContent()
  const banner = page.getByTestId('reach')
  await page.context().setOffline(true)
  await banner.getByText('You are offline.').waitFor()
  await link(page, 'Syncs').click()
  await banner.getByText('Other pages can be opened then').waitFor()
  expect(await page.getByTestId('figure-total-revenue').textContent()).toBe(shown)
  await expectNoFault(page)
  await page.context().setOffline(false)
  await banner.getByText('You are offline.').waitFor({ state: 'detached' })
  await link(page, 'Syncs').click()
  await page.getByRole('heading', { name: 'Syncs', exact: true }).waitFor()
  expect(new URL(page.url()).search).toBe('?range=90d')
  await page.context().close()
})

test('a server that does not answer is told, and a page asked for meanwhile comes by itself', async () => {
  const page = await openSignedIn(browser, run, harbor)
  await page.route(/\/api\/|__data\.json/, (route) => route.abort('connectionrefused'))
  await link(page, 'Syncs').click()
  await page.getByTestId('reach').getByText('Tidemark’s server does not answer.').waitFor()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.unroute(/\/api\/|__data\.json/)
  await page.getByRole('heading', { name: 'Syncs', exact: true }).waitFor()
  expect(await page.getByTestId('reach').textContent()).toBe('')
  await page.context().close()
})

for (const [what, back, act] of [
  ['the next page', '/settings', (page: Page) => link(page, 'Settings').click()],
  ['Sync now', '/syncs', (page: Page) => page.getByTestId('sync-now').click()],
] as const) {
  test(`a session that has ended is found by ${what}, and signing in leads back to it`, async () => {
    const page = await openSignedIn(browser, run, harbor)
    await page.goto(`${run.url}/syncs?range=90d`)
    await page.getByTestId('sync-now').and(page.locator(':enabled')).waitFor()
    await page.context().clearCookies()
    await act(page)
    await page.getByText('Your session has ended.').waitFor()
    await page.getByLabel('E-mail').fill(harbor.email)
    await page.getByLabel('Password', { exact: true }).fill(harbor.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    expect(page.url()).toBe(`${run.url}${back}?range=90d`)
    await page.context().close()
  })
}

test('what is not there is said within the frame of the other pages', async () => {
  const page = await openSignedIn(browser, run, harbor)
  for (const path of ['/orders/1', '/no/such/page']) {
    const response = await page.goto(run.url + path)
    expect([path, response?.status()]).toEqual([path, 404])
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    await expectNoFault(page)
  }
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.context().close()
})

test('what fails on the server is said with what to do, and comes at another try', async () => {
  const page = await openSignedIn(browser, run, harbor)
  const failure = { type: 'error', error: { status: 503, message: 'The database is away.' } }
  const body = JSON.stringify({ type: 'data', nodes: [null, null, null, failure] })
  await page.route(/__data\.json/, (route) => route.fulfill({ contentType: 'text/plain', body }))
  await link(page, 'Settings').click()
  await page.getByRole('heading', { name: 'Tidemark can’t show this page' }).waitFor()
  await page.getByText('The database is away. Try again in a moment.').waitFor()
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
  await expectNoFault(page)
  await page.unroute(/__data\.json/)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  await page.context().close()
})

test('a viewer sees everything, is told why nothing can be changed, and changes nothing', async () => {
  const viewer = { email: 'viewer@example.com', password: 'a long enough password' }
  await addViewer(run, harbor.tenantId, viewer)
  const page = await openSignedIn(browser, run, viewer)
  await page.getByText('You can look at this shop, not sync or change it').waitFor()
  expect(await page.getByTestId('sync-now').isDisabled()).toBe(true)
  await expectNoFault(page)
  await page.goto(`${run.url}/settings`)
  await page.getByText('You can look at this shop, not change it.').waitFor()
  const buttons = page.locator('#content form button')
  expect(await buttons.count()).toBeGreaterThan(5)
  for (const button of await buttons.all()) expect(await button.isDisabled()).toBe(true)
  await expectNoFault(page)

  const looking = await signIn(run, viewer)
  const changed = await looking.request('/api/shop', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ usualReversals: 'order' }),
  })
  expect(changed.status).toBe(403)
  await page.context().close()
})
