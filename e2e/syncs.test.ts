import { AxeBuilder } from '@axe-core/playwright'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow, type Session, type SyncState } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, expectTruth, fetchTruth } from './compare.ts'
import { until } from './system.ts'

interface Coverage {
  entities: { entity: string; gaps: { sentence: string }[] }[]
}
interface Schedule {
  schedule: { paused: boolean; intervalSeconds: number }
}

const { run } = inject('system')
const lindenhof = loginOf('lindenhof')
let browser: Browser
let session: Session

beforeAll(async () => {
  browser = await launchBrowser()
  session = await signIn(run, lindenhof)
  // Nothing happens at the shop but what a test does.
  await control(run, 'clock', { frozen: true })
  await idle(session)
})

afterAll(() => browser.close())

function loginOf(shop: string): (typeof run.logins)[number] {
  const found = run.logins.find(({ shopDomain }) => shopDomain.startsWith(shop))
  if (!found) throw new Error(`No login for ${shop}`)
  return found
}

type ContextOptions = Parameters<Browser['newContext']>[0]

/** What has run is on the page of the syncs, what is asked of them in the settings. */
async function open(title: 'Syncs' | 'Settings', options: ContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const page = await context.newPage()
  await page.goto(`${run.url}/${title.toLowerCase()}`)
  await page.getByLabel('E-mail').fill(lindenhof.email)
  await page.getByLabel('Password', { exact: true }).fill(lindenhof.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: title, exact: true }).waitFor()
  return page
}

/** What the page says came of a command. */
const answer = (page: Page) => page.getByTestId('answer').filter({ hasText: /\S/ })

const schedule = async (): Promise<Schedule['schedule']> =>
  (await session.get<Schedule>('/api/sync')).schedule

/** All the shop's figures; only when they were last brought up to date may differ. */
const figures = async (): Promise<object> => ({
  ...(await session.get<object>('/api/stats')),
  lastSyncedAt: null,
})

test('signing in leads to the page of the syncs, which says what is complete and what is missing', async () => {
  const page = await open('Syncs')
  const { entities } = await session.get<Coverage>('/api/coverage')
  expect(entities.map(({ entity }) => entity)).toEqual(['orders', 'customers', 'products'])
  for (const { entity, gaps } of entities) {
    const card = page.getByTestId(`coverage-${entity}`)
    expect(await card.textContent()).toMatch(
      /Complete from the shop’s beginning until (just now|.+ ago)\./,
    )
    const shown = await card.getByRole('listitem').allTextContents()
    expect(shown).toEqual(gaps.map(({ sentence }) => expect.stringContaining(sentence)))
    const whole = await card.getByText('Nothing is missing.').count()
    expect([entity, whole]).toEqual([entity, gaps.length === 0 ? 1 : 0])
  }
  const navigation = page.getByRole('navigation', { name: 'Pages' })
  await navigation.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await navigation.getByRole('link', { name: 'Syncs' }).click()
  await page.getByRole('heading', { name: 'Syncs', exact: true }).waitFor()
  expect(await page.getByTestId('run').count()).toBeGreaterThan(0)
  await page.context().close()
})

test('a shop is paused and resumed', async () => {
  const page = await open('Settings')
  const syncs = await page.context().newPage()
  await syncs.goto(`${run.url}/syncs`)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await answer(page).waitFor()
  expect(await answer(page).textContent()).toMatch(/paused/)
  await syncs.getByTestId('sync-panel').getByRole('heading', { name: 'Paused' }).waitFor()
  // The button has become another one, and still has the focus.
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Resume')
  expect(await syncs.getByTestId('sync-now').isDisabled()).toBe(true)
  expect((await schedule()).paused).toBe(true)

  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  await answer(page)
    .filter({ hasText: /synced on schedule again/ })
    .waitFor()
  const syncNowButton = syncs.getByTestId('sync-now')
  await expect.poll(() => syncNowButton.isEnabled()).toBe(true)
  expect((await schedule()).paused).toBe(false)
  await page.context().close()
})

test('without JavaScript the forms do the same', async () => {
  const page = await open('Settings', { javaScriptEnabled: false })
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  expect(await answer(page).textContent()).toMatch(/paused/)
  expect((await schedule()).paused).toBe(true)
  await page.getByRole('button', { name: 'Resume' }).click()
  expect(await answer(page).textContent()).toMatch(/synced on schedule again/)
  expect((await schedule()).paused).toBe(false)
  await page.goto(`${run.url}/syncs`)
  await page.getByRole('button', { name: 'Sync now' }).click()
  expect(await answer(page).textContent()).toMatch(/sync is running/i)
  await idle(session)
  await page.context().close()
})

test('the interval is changed, and the pages say the new one', async () => {
  const page = await open('Settings')
  const syncs = await page.context().newPage()
  await syncs.goto(`${run.url}/syncs`)
  const { intervalSeconds: before } = await schedule()
  await page.getByLabel('Sync every').selectOption('900')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await answer(page).waitFor()
  expect((await schedule()).intervalSeconds).toBe(900)
  await expect
    .poll(() => syncs.getByTestId('sync-panel').textContent())
    .toMatch(/every 15 min, next/)
  await page.getByText('Synced every 15 min, and at once').waitFor()

  await page.getByLabel('Sync every').selectOption(String(before))
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect.poll(async () => (await schedule()).intervalSeconds).toBe(before)
  await page.context().close()
})

test('all orders are read again by hand, with the same right numbers all the while', async () => {
  await syncNow(session)
  const page = await open('Settings')
  const before = await figures()
  await expectTruth(run, session, lindenhof.shopDomain)
  const { orders } = (await fetchTruth(run, lindenhof.shopDomain)).counts
  const [last] = (await idle(session)).runs

  await page.getByRole('button', { name: 'Orders' }).click()
  await answer(page)
    .filter({ hasText: /orders .* read again/ })
    .waitFor()
  const ended = await until('the orders to be read again', async () => {
    const { current, runs } = await session.get<SyncState>('/api/sync')
    expect(await figures()).toEqual(before)
    return current === null && runs[0]?.runId !== last?.runId ? runs[0] : undefined
  })
  expect(ended.entities['orders']?.read).toBeGreaterThanOrEqual(orders ?? Number.NaN)
  await page.getByRole('link', { name: 'How the last syncs went' }).click()
  const shown = page.getByTestId('run').filter({ has: page.locator(`a[href*="${ended.runId}"]`) })
  await expect.poll(() => shown.textContent()).toContain('Completed')
  await expectTruth(run, session, lindenhof.shopDomain)
  await page.context().close()
})

test('a sync is cancelled after a question, and the next one goes on to the right numbers', async () => {
  const { shopDomain } = lindenhof
  const page = await open('Syncs')
  await control(run, 'faults', { shop: shopDomain, rules: [{ kind: 'slow', ms: 3_000 }] })
  try {
    await page.getByTestId('sync-now').click()
    await page.getByRole('button', { name: 'Cancel …' }).click()
    const question = page.getByRole('dialog', { name: 'Cancel this sync?' })
    expect(await question.textContent()).toMatch(/Nothing is lost/)
    await question.getByRole('button', { name: 'Cancel the sync' }).click()
    const newest = page.getByTestId('run').first()
    await expect.poll(() => newest.textContent()).toContain('Cancelled')
    expect(await question.isVisible()).toBe(false)
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('sync')
  } finally {
    await fetch(`${run.shopifyControl}/_control/faults`, { method: 'DELETE' })
  }
  const next = await syncNow(session)
  expect(next.state).toBe('completed')
  await expectTruth(run, session, shopDomain)
  await page.context().close()
})

test('a row that was set aside is shown with its JSON, tried again by hand, and gone once it is stored', async () => {
  await setAside({ reason: 'The total is no amount.', json: { name: '#1001', total: '12,50' } })
  const page = await open('Syncs')
  const row = page.getByTestId('rejected-row')
  expect(await row.textContent()).toMatch(/Order \d+.*The total is no amount\./s)
  await row.getByText('The row as Shopify sent it').click()
  expect(await row.getByRole('region', { name: /^JSON of Order/ }).textContent()).toBe(
    '{\n  "name": "#1001",\n  "total": "12,50"\n}',
  )
  expect(await page.getByTestId('coverage-orders').textContent()).toContain('1 order could not')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await page.getByRole('button', { name: 'Try again' }).click()
  await answer(page)
    .filter({ hasText: /being tried again/ })
    .waitFor()
  await page.getByText('None. Every row that Shopify sent could be read').waitFor()
  await page.getByTestId('coverage-orders').getByText('Nothing is missing.').waitFor()
  await page.context().close()
})

/** As if the newest order of the shop had not been understood; Shopify serves it well. */
async function setAside({ reason, json }: { reason: string; json: object }): Promise<void> {
  const superuser = new pg.Client(run.databaseUrl)
  await superuser.connect()
  try {
    const { rowCount } = await superuser.query(
      `insert into tidemark.rejected_rows (tenant_id, entity, entity_id, json, reason)
       select tenant_id, 'orders', id::text, $2, $3 from tidemark.orders
       where tenant_id = $1 and deleted_at is null order by id desc limit 1`,
      [lindenhof.tenantId, json, reason],
    )
    expect(rowCount).toBe(1)
  } finally {
    await superuser.end()
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing on the page of the syncs: ${colorScheme}, ${width} px`, async () => {
      const page = await open('Syncs', { colorScheme, viewport: { width, height: 900 } })
      await page.getByTestId('coverage-orders').waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }
}
