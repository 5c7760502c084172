import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, fetchTruth } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

function usd(amount: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(
    amount as Intl.StringNumericLiteral,
  )
}

const login = (shop: string) => loginOf(run, shop)

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
  const signedIn = await openSignedIn(browser, run, harbor)
  await signedIn.goto(`${run.url}/?range=all`)
  const revenue = signedIn.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(usd(String(stats['totalRevenue'])))
  const orders = signedIn.getByTestId('figure-orders')
  expect(await orders.textContent()).toContain(Number(stats['orders']).toLocaleString('en-US'))
  await signedIn.context().close()
})

test('Sync now brings a new order to the page without a reload', async () => {
  const harbor = login('harbor')
  const page = await openSignedIn(browser, run, harbor)
  await page.goto(`${run.url}/?range=all`)
  const revenue = page.getByTestId('figure-total-revenue')
  const before = await revenue.textContent()
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
  await control(run, 'order', { shop: harbor.shopDomain, total: '1234.56' })
  await page.getByRole('button', { name: /sync now/i }).click()
  await expect.poll(() => revenue.textContent()).not.toBe(before)
  const { stats } = await fetchTruth(run, harbor.shopDomain)
  expect(await revenue.textContent()).toContain(usd(String(stats['totalRevenue'])))
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
  await page.context().close()
})

test('the agency switches between its shops, each in its own currency', async () => {
  const page = await openSignedIn(browser, run, run.agency)
  for (const [name, sign] of [
    ['Lindenhof', '€'],
    ['Kumo', '¥'],
    ['Harbor', '$'],
  ] as const) {
    await page.getByRole('button', { name: /^shop:/i }).click()
    await page
      .getByRole('dialog', { name: 'Shops' })
      .getByRole('button', { name: new RegExp(name) })
      .click()
    await expect.poll(() => page.getByTestId('figure-total-revenue').textContent()).toContain(sign)
  }
  await page.context().close()
})

test('signing out ends the session', async () => {
  const page = await openSignedIn(browser, run, login('kumo'))
  const cookies = await page.context().cookies()
  await page.getByRole('button', { name: /account/i }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  const old = cookies.map((c) => `${c.name}=${c.value}`).join('; ')
  expect((await fetch(`${run.url}/api/stats`, { headers: { cookie: old } })).status).toBe(401)
  await page.context().close()
})
