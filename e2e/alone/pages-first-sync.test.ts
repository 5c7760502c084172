import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startShopify } from '../../dev/shopify/index.ts'
import { idle, signIn, type SyncState } from '../api-client.ts'
import { launchBrowser } from '../browser.ts'
import { fetchTruth } from '../compare.ts'
import { openSignedIn } from '../sign-in.ts'
import { newDataDir, removeDataDir, startSystem, until, type System } from '../system.ts'

/** A shop with nothing to sell yet, and one whose first sync takes its time. */
const empty = 'lindenhof-keramik.myshopify.com'
const slow = 'kumo-tea.myshopify.com'
const login = { email: 'owner@example.com', password: 'a long enough password' }
const dataDir = newDataDir()
let shopify: Awaited<ReturnType<typeof startShopify>>
let system: System
let browser: Browser
let page: Page

beforeAll(async () => {
  const few = { scale: 0.01, traffic: false, shops: [empty, slow] }
  shopify = await startShopify({ dataDir: null, port: 0, seed: 3, ...few })
  const orders = [...(shopify.world.shops.get(empty)?.orders.keys() ?? [])]
  for (const id of orders) {
    await control('POST', 'delete', { shop: empty, id: `gid://shopify/Order/${id}` })
  }
  system = await startSystem(dataDir, {
    args: ['--no-demo'],
    env: { SHOPIFY_ORIGIN: shopify.origin },
  })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await system.stop()
  await shopify.stop()
  removeDataDir(dataDir)
})

async function control(method: 'POST' | 'DELETE', route: string, body: object): Promise<void> {
  const response = await fetch(`${shopify.control}/_control/${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${route} answered ${response.status}`)
}

/** Adds a shop by hand; its first sync starts and is not waited for. */
async function addShop(domain: string): Promise<void> {
  const [given] = shopify.world.shops.get(domain)?.accessTokens.values() ?? []
  const options = ['--domain', domain, '--token', given?.token ?? '', '--email', login.email]
  const child = spawn(
    process.execPath,
    ['worker/shop.ts', 'add', ...options, '--password', login.password],
    {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { ...process.env, TIDEMARK_DATA: dataDir },
      stdio: 'inherit',
    },
  )
  await once(child, 'close')
  expect(child.exitCode).toBe(0)
}

async function expectNoFault(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
}

test('a shop that has sold nothing says so on its pages, and what to do', async () => {
  await addShop(empty)
  await idle(await signIn(system.run, login))
  page = await openSignedIn(browser, system.run, login)
  for (const path of ['/', '/sales', '/customers', '/products', '/cohorts']) {
    await page.goto(system.run.url + path)
    await page.getByText('This shop has no orders yet.').waitFor()
    await expectNoFault()
  }
  await page.goto(`${system.run.url}/settings`)
  await page.getByText('none yet', { exact: true }).waitFor()
  await expectNoFault()
  await page.goto(`${system.run.url}/syncs`)
  await page.getByTestId('coverage-orders').getByText('Nothing is missing.').waitFor()
  await expectNoFault()
})

test('while a first sync runs, pages say that they are partial, and become whole by themselves', async () => {
  await control('POST', 'faults', { shop: slow, rules: [{ kind: 'slow', ms: 2_000 }] })
  await addShop(slow)
  const session = await signIn(system.run, login)
  const shop = session.tenants.find(({ shopDomain }) => shopDomain === slow)
  await until('the first sync to begin', async () => {
    const headers = { 'x-tenant-id': shop?.id ?? '' }
    return (await session.get<SyncState>('/api/sync', headers)).current ?? undefined
  })
  await page.goto(`${system.run.url}/shops`)
  const row = page.getByRole('row').filter({ hasText: slow })
  await row.getByText('First sync is running').last().waitFor()
  await expectNoFault()
  await row.getByRole('button', { name: 'Kumo Tea', exact: true }).click()
  await page.getByText('the first sync is running').waitFor()
  await page.getByTestId('sync-panel').getByText('First sync with Shopify').waitFor()
  await expectNoFault()
  await page.goto(`${system.run.url}/syncs`)
  await page.getByText('Not read to the end yet').or(page.getByText('not been read to the end yet')).first().waitFor() // prettier-ignore
  await expectNoFault()

  await page.goto(`${system.run.url}/?range=all`)
  await page.getByText('the first sync is running').waitFor()
  await control('DELETE', `faults?shop=${slow}`, {})
  const { stats } = await fetchTruth({ ...system.run, shopifyControl: shopify.control }, slow)
  const total = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'JPY' }).format(
    String(stats['totalRevenue']) as Intl.StringNumericLiteral,
  )
  await page.getByText('the first sync is running').waitFor({ state: 'detached' })
  const revenue = page.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(total)
})
