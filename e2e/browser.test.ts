import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, fetchTruth } from './compare.ts'

const { run } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

async function openSignedIn(
  login: { email: string; password: string },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const page = await context.newPage()
  await page.goto(run.url)
  await page.getByLabel('E-mail').fill(login.email)
  await page.getByLabel('Password', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  return page
}

function usd(amount: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(
    amount as Intl.StringNumericLiteral,
  )
}

function login(shop: string): { email: string; password: string; shopDomain: string } {
  const found = run.logins.find((l) => l.shopDomain.startsWith(shop))
  if (!found) throw new Error(`No login for ${shop}`)
  return found
}

test('a wrong password is refused with a sentence, the right one leads to the figures of the truth', async () => {
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(run.url)
  await page.getByLabel('E-mail').fill(login('harbor').email)
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await context.close()

  await control(run, 'clock', { frozen: true })
  const harbor = login('harbor')
  const session = await signIn(run, harbor)
  await session.request('/api/sync', { method: 'POST' })
  await idle(session)
  const { stats } = await fetchTruth(run, harbor.shopDomain)
  const signedIn = await openSignedIn(harbor)
  await signedIn.goto(`${run.url}/?range=all`)
  const revenue = signedIn.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(usd(String(stats['totalRevenue'])))
  const orders = signedIn.getByTestId('figure-orders')
  expect(await orders.textContent()).toContain(Number(stats['orders']).toLocaleString('en-US'))
  await signedIn.context().close()
})

test('Sync now brings a new order to the page without a reload', async () => {
  const harbor = login('harbor')
  const page = await openSignedIn(harbor)
  await page.goto(`${run.url}/?range=all`)
  const revenue = page.getByTestId('figure-total-revenue')
  const before = await revenue.textContent()
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
  await control(run, 'order', { shop: harbor.shopDomain, total: '1234.56' })
  await page.getByRole('button', { name: /sync now/i }).click()
  await expect.poll(() => revenue.textContent(), { timeout: 60_000 }).not.toBe(before)
  const { stats } = await fetchTruth(run, harbor.shopDomain)
  expect(await revenue.textContent()).toContain(usd(String(stats['totalRevenue'])))
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
  await page.context().close()
})

test('the agency switches between its shops, each in its own currency', async () => {
  const page = await openSignedIn(run.agency)
  for (const [name, sign] of [
    ['Lindenhof', '€'],
    ['Kumo', '¥'],
    ['Harbor', '$'],
  ] as const) {
    await page.getByRole('button', { name: /^shop:/i }).click()
    await page
      .getByRole('menuitem', { name: new RegExp(name) })
      .or(page.getByRole('menuitemradio', { name: new RegExp(name) }))
      .click()
    await expect
      .poll(() => page.getByTestId('figure-total-revenue').textContent(), { timeout: 20_000 })
      .toContain(sign)
  }
  await page.context().close()
})

test('signing out ends the session', async () => {
  const page = await openSignedIn(login('kumo'))
  const cookies = await page.context().cookies()
  await page.getByRole('button', { name: /account/i }).click()
  await page.getByRole('menuitem', { name: /sign out/i }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  const old = cookies.map((c) => `${c.name}=${c.value}`).join('; ')
  expect((await fetch(`${run.url}/api/stats`, { headers: { cookie: old } })).status).toBe(401)
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing on the sign-in page and the overview: ${colorScheme}, ${width} px`, async () => {
      const page = await openSignedIn(login('harbor'), {
        colorScheme,
        viewport: { width, height: 900 },
      })
      await page.getByTestId('figure-total-revenue').waitFor()
      const overview = await new AxeBuilder({ page }).analyze()
      expect(overview.violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await page.context().clearCookies()
      await page.goto(run.url)
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([])
      await page.context().close()
    })
  }
}
