import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import { startShopify } from '../../dev/shopify/index.ts'
import { signIn, syncNow } from '../api-client.ts'
import { launchBrowser } from '../browser.ts'
import { fetchTruth } from '../compare.ts'
import { newDataDir, removeDataDir, startSystem, type System } from '../system.ts'

/** A shop that nobody has connected yet, and one more. */
const fjord = 'fjord-outfitters.myshopify.com'
const kumo = 'kumo-tea.myshopify.com'
const owner = { email: 'owner@example.com', password: 'a long enough password' }
const merchant = { email: 'merchant@example.com', password: 'another long password' }
const dataDir = newDataDir()
let shopify: Awaited<ReturnType<typeof startShopify>>
let system: System
let browser: Browser
let page: Page

beforeAll(async () => {
  shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 3,
    scale: 0.02,
    shops: [fjord, kumo],
    traffic: false,
  })
  const state = (await (await fetch(`${shopify.control}/_control/state`)).json()) as {
    app: { clientId: string; clientSecrets: string[] }
  }
  system = await startSystem(dataDir, {
    args: ['--no-demo'],
    env: {
      SHOPIFY_ORIGIN: shopify.origin,
      SHOPIFY_CLIENT_ID: state.app.clientId,
      SHOPIFY_CLIENT_SECRET: state.app.clientSecrets.join(','),
      NODE_ENV: 'development',
    },
  })
  await control('app', { appUrl: system.run.url })
  browser = await launchBrowser()
  page = await newPage()
})

afterAll(async () => {
  await browser.close()
  await system.stop()
  await shopify.stop()
  removeDataDir(dataDir)
})

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US' })
  return await context.newPage()
}

async function control(route: string, body: object): Promise<void> {
  const answer = await fetch(`${shopify.control}/_control/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`)
}

async function expectNoFault(on: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: on }).analyze()
  expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
}

/** The overview shows what the shop sold, as the stand-in knows it. */
async function expectTrueRevenue(on: Page, domain: string, decimals: number): Promise<void> {
  await on.goto(`${system.run.url}/?range=all`)
  const { stats } = await fetchTruth({ ...system.run, shopifyControl: shopify.control }, domain)
  const amount = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals }).format(
    String(stats['totalRevenue']) as Intl.StringNumericLiteral,
  )
  const revenue = on.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(amount)
}

test('the first account is made with the code that the start printed', async () => {
  await page.goto(system.run.url)
  await page.getByRole('heading', { name: 'Make the first account' }).waitFor()
  const code = /Code: (\S+)/.exec(system.output())?.[1] ?? ''
  await page.getByLabel('Code').fill('a guess')
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByText('is not the code that was printed').waitFor()
  await expectNoFault(page)
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('heading', { name: 'Connect a shop' }).waitFor()
  await expectNoFault(page)
})

test('a consent that is cancelled is told, and clicking through install ends at a synced shop', async () => {
  await page.getByLabel('Shop').first().fill('no shop at all')
  await page.getByRole('button', { name: 'Install' }).click()
  await page.getByText('Enter an address such as').waitFor()
  await page.getByLabel('Shop').first().fill(fjord)
  await page.getByRole('button', { name: 'Install' }).click()
  await page.locator('button[value=cancel]').click()
  await page.getByText('was not approved in Shopify').waitFor()
  await expectNoFault(page)

  await page.getByRole('link', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Install' }).click()
  await page.locator('button[value=install]').click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await expectTrueRevenue(page, fjord, 2)
})

test('a revoked token is told on every page of the shop, and its button mends it', async () => {
  await control('end-tokens', { shop: fjord })
  await page.goto(`${system.run.url}/syncs`)
  await page.getByRole('button', { name: /sync now/i }).click()
  const banner = page.getByRole('alert').filter({ hasText: 'no longer accepts the access token' })
  await banner.waitFor()
  for (const path of ['/', '/syncs', '/orders', '/connection']) {
    await page.goto(system.run.url + path)
    await banner.waitFor()
  }
  await expectNoFault(page)
  await banner.getByRole('link', { name: 'Reconnect' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await banner.waitFor({ state: 'detached' })
  await expectTrueRevenue(page, fjord, 2)
})

test('a merchant who installs without an account makes one for the shop, and gets no other’s', async () => {
  const other = await newPage()
  await other.goto(`${system.run.url}/api/shopify/install?shop=${kumo}`)
  // It is installed already and held all of it, so Shopify asks nobody.
  await other.getByRole('heading', { name: 'The shop is connected' }).waitFor()
  await expectNoFault(other)
  await other.getByLabel('E-mail').fill(owner.email)
  await other.getByLabel('Password', { exact: true }).fill('not the owner’s password')
  await other.getByRole('button', { name: 'See my numbers' }).click()
  await other.getByText('is not the password of this account').waitFor()
  await other.getByLabel('E-mail').fill(merchant.email)
  await other.getByLabel('Password', { exact: true }).fill(merchant.password)
  await other.getByRole('button', { name: 'See my numbers' }).click()
  await other.getByRole('heading', { name: 'Overview' }).waitFor()
  await expectTrueRevenue(other, kumo, 0)
  // And the installation of a shop that has an account signs nobody in.
  const stranger = await newPage()
  await stranger.goto(`${system.run.url}/api/shopify/install?shop=${kumo}`)
  await stranger.getByRole('link', { name: 'Sign in' }).waitFor()
  await stranger.goto(system.run.url)
  await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
})

/** `npm run keys -- …`, on the copy that runs. */
async function keys(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['worker/keys.ts', ...args], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, TIDEMARK_DATA: dataDir },
  })
  return stdout
}

test('keys are rotated while everything runs, and syncs go on without the old one', async () => {
  expect(await keys('rotate')).toMatch(/[1-9]\d* secrets were encrypted anew; k2 writes/)
  expect(await keys('remove', 'k1')).toContain('k1 has been taken away')
  const session = await signIn(system.run, owner)
  expect((await syncNow(session)).state).toBe('completed')
})

test('names are removed at a click', async () => {
  await page.goto(`${system.run.url}/settings`)
  await page.getByRole('button', { name: 'Remove all names' }).click()
  await page.getByText('All stored names have been removed').waitFor()
  await expectNoFault(page)
})
