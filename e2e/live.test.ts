import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, expectTruth, fetchTruth } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'
import { until } from './system.ts'

const { run } = inject('system')
const kumo = loginOf(run, 'kumo')
const session = await signIn(run, kumo)
let browser: Browser
let page: Page

interface WebhookLog {
  pending: number
  subscriptions: { topic: string; uri: string }[]
}

const readLog = async (): Promise<WebhookLog> => {
  const response = await fetch(`${run.shopifyControl}/_control/webhooks?shop=${kumo.shopDomain}`)
  return (await response.json()) as WebhookLog
}

beforeAll(async () => {
  await idle(session)
  // No new order but the test's own.
  await control(run, 'clock', { frozen: true })
  await until('webhooks to be quiet', async () =>
    (await readLog()).pending === 0 ? true : undefined,
  )
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, kumo)
})

afterAll(() => browser.close())

/** The open overview's total, once it is what the stand-in sold in all. */
async function expectShownTruth(): Promise<void> {
  const { stats } = await fetchTruth(run, kumo.shopDomain)
  const total = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'JPY' }).format(
    String(stats['totalRevenue']) as Intl.StringNumericLiteral,
  )
  const revenue = page.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(total)
}

test('the first sync of a demo shop has asked Shopify to send webhooks here', async () => {
  const { subscriptions } = await readLog()
  const uri = `${run.url}/api/shopify/webhooks`
  expect(subscriptions).toHaveLength(18)
  expect(new Set(subscriptions.map((one) => one.uri))).toEqual(new Set([uri]))
})

test('a new order and its edit are in an open overview without Sync now and without a reload', async () => {
  await page.goto(`${run.url}/?range=all`)
  await expectShownTruth()
  const before = new Set((await idle(session)).runs.map(({ runId }) => runId))
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))

  const order = { shop: kumo.shopDomain, total: '98765' }
  const { id } = (await control(run, 'order', order)) as { id: string }
  await expectShownTruth()
  await control(run, 'edit', { shop: kumo.shopDomain, order: id })
  await expectShownTruth()

  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
  const { runs } = await idle(session)
  const triggers = runs.filter(({ runId }) => !before.has(runId)).map(({ trigger }) => trigger)
  expect(triggers).toContain('webhook')
  expect(triggers).not.toContain('manual')
  await expectTruth(run, session, kumo.shopDomain)
})
