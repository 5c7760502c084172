import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control, fetchTruth } from './compare.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const lindenhof = loginOf(run, 'lindenhof')
let browser: Browser
let page: Page

beforeAll(async () => {
  const session = await signIn(run, lindenhof)
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, lindenhof, { acceptDownloads: true })
})

afterAll(() => browser.close())

/** A month that is over, the days just before it, and the same month a year earlier. */
const days = { from: '2026-06-01', to: '2026-06-30' }
const before = { from: '2026-05-02', to: '2026-05-31' }
const aYearAgo = { from: '2025-06-01', to: '2025-06-30' }
const address = `${run.url}/?from=${days.from}&to=${days.to}`

const truthOf = async ({ from, to }: typeof days) =>
  (await fetchTruth(run, lindenhof.shopDomain, `&from=${from}&to=${to}`)).stats

function eur(amount: string | number | undefined): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' }).format(
    String(amount) as Intl.StringNumericLiteral,
  )
}

/** How a figure is set beside an earlier one: two that are alike have no way from one to the other. */
function beside(now: string, then: string, period: string): string {
  return now === then ? `as ${period}` : `from ${then} ${period}`
}

test('the figures are the truth, beside those of the days before and of a year ago', async () => {
  await page.goto(address)
  const [now, then, year] = await Promise.all([days, before, aYearAgo].map(truthOf))
  const revenue = page.getByRole('group', { name: 'Total revenue' })
  const text = await revenue.textContent()
  const [shown = '', earlier = '', lastYear = ''] = [now, then, year].map((stats) =>
    eur(stats?.['totalRevenue']),
  )
  expect(text).toContain(shown)
  expect(text).toContain(beside(shown, earlier, 'before'))
  expect(text).toContain(beside(shown, lastYear, 'a year ago'))
  const orders = await page.getByRole('group', { name: 'Orders' }).textContent()
  const [count = '', countBefore = ''] = [now, then].map((stats) =>
    Number(stats?.['orders']).toLocaleString('en-US'),
  )
  expect(orders).toContain(beside(count, countBefore, 'before'))
  for (const [label, field] of [
    ['Net sales', 'netSales'],
    ['Returns', 'returns'],
    ['Taxes', 'taxes'],
  ] as const) {
    const row = page.getByRole('row', { name: new RegExp(`^${label}`) })
    expect(await row.getByRole('cell').first().textContent()).toBe(eur(now?.[field]))
  }
})

test('the table behind the chart and its file hold each day of the truth', async () => {
  const { days: all } = await fetchTruth(
    run,
    lindenhof.shopDomain,
    `&from=${days.from}&to=${days.to}`,
  )
  const wanted = all.filter(({ date }) => date >= days.from && date <= days.to)
  expect(wanted).toHaveLength(30)
  await page.getByText('Show as table').first().click()
  const table = page.getByRole('region', { name: 'Sales over time, as a table' })
  const totals = await table.locator('tbody tr td:last-child').allTextContents()
  expect(totals).toEqual(wanted.map(({ totalSales }) => eur(totalSales)))

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download sales over time as CSV' }).click(),
  ])
  const [head = '', ...lines] = (await readFile(await download.path(), 'utf8'))
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
  const columns = head.split(',')
  const column = (line: string, name: string) => line.split(',')[columns.indexOf(name)]
  expect(lines.map((line) => [column(line, 'date'), column(line, 'totalSales')])).toEqual(
    wanted.map(({ date, totalSales }) => [date, totalSales]),
  )
})

test('a chart is read by the keyboard, in words', async () => {
  const chart = page.getByRole('slider', { name: 'Read sales over time' })
  await chart.focus()
  await chart.press('Home')
  await expect
    .poll(() => chart.getAttribute('aria-valuetext'))
    .toMatch(/^Mon, Jun 1, 2026: total sales €/)
  await chart.press('ArrowRight')
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^Tue, Jun 2, 2026: /)
  await chart.press('Escape')
})

test('every figure says what it is, how it is counted here, and why Shopify may show another', async () => {
  await page.getByRole('button', { name: 'About total revenue' }).first().click()
  const answer = page.getByRole('dialog', { name: 'About total revenue' })
  await answer.getByText('Why Shopify can show another').waitFor()
  expect(await answer.textContent()).toContain('Returns count on the day they happened.')
  await page.keyboard.press('Escape')
  await answer.waitFor({ state: 'detached' })
})

test('what is chosen is in the address: back, reload and a shared link keep it', async () => {
  await page.getByTestId('view-options').click()
  await page.getByRole('link', { name: 'On the day of their order' }).click()
  await page.waitForURL(/reversals=order/)
  await page.getByTestId('view-options').click()
  await page.getByRole('link', { name: 'The period before', exact: true }).click()
  await page.waitForURL(/compare=previous(&|$)/)
  await page.getByRole('link', { name: 'Week' }).click()
  await page.waitForURL(/interval=week/)
  const chosen = page.url()
  expect(chosen).toContain(`from=${days.from}`)

  const byOrder = await fetchTruth(
    run,
    lindenhof.shopDomain,
    `&from=${days.from}&to=${days.to}`,
  ).then((truth) => (truth as unknown as { statsByOrder: Record<string, string> }).statsByOrder)
  const revenue = page.getByRole('group', { name: 'Total revenue' })
  await expect.poll(() => revenue.textContent()).toContain(eur(byOrder['totalRevenue']))
  expect(await revenue.textContent()).not.toContain('a year ago')

  await page.reload()
  expect(await revenue.textContent()).toContain(eur(byOrder['totalRevenue']))
  await page.goBack()
  await page.waitForURL((url) => !url.search.includes('interval=week'))
  await page.getByRole('link', { name: 'Sales', exact: true }).click()
  await page.waitForURL(/\/sales\?.*reversals=order/)
  expect(new URL(page.url()).searchParams.get('from')).toBe(days.from)

  const shared = await page.context().newPage()
  await shared.goto(chosen)
  expect(await shared.getByRole('group', { name: 'Total revenue' }).textContent()).toContain(
    eur(byOrder['totalRevenue']),
  )
  await shared.close()
})

test('days without a sale show zeros, and lead to those that have some', async () => {
  await page.goto(`${run.url}/?from=2030-01-01&to=2030-01-31`)
  await page.getByText('Nothing was sold on these days.').waitFor()
  expect(await page.getByTestId('figure-total-revenue').textContent()).toContain('€0.00')
  await page.getByRole('link', { name: 'Show all time' }).click()
  const { stats } = await fetchTruth(run, lindenhof.shopDomain)
  const revenue = page.getByTestId('figure-total-revenue')
  await expect.poll(() => revenue.textContent()).toContain(eur(stats['totalRevenue']))
})
